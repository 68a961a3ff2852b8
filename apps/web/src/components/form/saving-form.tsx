import { Button, Group, Stack, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { useSay } from "../../languages/index.ts";
import { pieceSentences } from "../sentences.ts";
import { FieldIds } from "./field-ids.ts";
import { FormNotice, type RefusalWords } from "./form-notice.tsx";
import type { SavingForm as SavingFormState } from "./use-saving-form.ts";

interface Props<Values extends FieldValues> {
  readonly form: SavingFormState<Values>;
  /** The verb on the button: "Create source". */
  readonly action: string;
  readonly children: ReactNode;
  /** Beside the button, such as the way out. */
  readonly beside?: ReactNode;
  readonly refusal?: RefusalWords;
}

/** A form with its notice above, its fields, and its button. The button is never disabled: it says what is missing. */
export const SavingForm = <Values extends FieldValues>({
  form,
  action,
  children,
  beside,
  refusal,
}: Props<Values>): ReactNode => {
  const say = useSay(pieceSentences);
  const prefix = useId();
  const saying = form.saving ? say("saving") : "";
  return (
    <FormProvider {...form.form}>
      <FieldIds value={`${prefix}-`}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!form.saving) form.submit();
          }}
        >
          <Stack gap="lg">
            <FormNotice form={form} refusal={refusal} />
            {children}
            <Group gap="sm">
              {/* The field that one comes from is not left by pressing: a fault under it would push the button away. */}
              <Button type="submit" aria-disabled={form.saving} onMouseDown={(event) => event.preventDefault()}>
                {form.saving ? saying : action}
              </Button>
              {beside}
              <VisuallyHidden role="status">{saying}</VisuallyHidden>
            </Group>
          </Stack>
        </form>
      </FieldIds>
    </FormProvider>
  );
};
