import { Anchor, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { FieldErrors, FieldValues } from "react-hook-form";
import { useLanguage, useSay } from "../../languages/index.ts";
import type { Failure } from "../../lib/http.ts";
import { useApiWords } from "../../lib/use-api-words.ts";
import { pieceSentences } from "../sentences.ts";
import { useFieldId } from "./field-ids.ts";
import styles from "./form-notice.module.css";
import type { SavingForm } from "./use-saving-form.ts";

/** A refusal in a form's own words; null leaves it to the usual ones. */
export type RefusalWords = (failure: Failure) => { readonly title: string; readonly help?: string } | null;

interface Props<Values extends FieldValues> {
  readonly form: SavingForm<Values>;
  readonly refusal?: RefusalWords | undefined;
}

/** What stands above a form after a try that failed. It takes the focus at each, and leads to the fields at fault. */
export const FormNotice = <Values extends FieldValues>({ form, refusal: wordsOf }: Props<Values>): ReactNode => {
  const say = useSay(pieceSentences);
  const notice = useRef<HTMLDivElement>(null);
  const { refusal, tries } = form;
  useEffect(() => {
    if (tries === 0) return;
    notice.current?.focus({ preventScroll: true });
    notice.current?.scrollIntoView({ block: "center" });
  }, [tries]);

  const idOf = useFieldId();
  const { fault } = useApiWords();
  const faults = faultsOf(form.form.formState.errors);
  if (tries === 0 || (refusal === null && faults.length === 0)) return null;
  const words = refusal === null ? null : (wordsOf?.(refusal.failure) ?? null);
  return (
    <div ref={notice} role="alert" tabIndex={-1} className={styles["notice"]}>
      <Stack gap="xs">
        <Text fw={600}>
          {refusal === null ? say("faults.title", { count: faults.length }) : (words?.title ?? say("refused.title"))}
        </Text>
        {words?.help !== undefined && <Text size="sm">{words.help}</Text>}
        {refusal !== null && words === null && faults.length === 0 && <RefusalText failure={refusal.failure} />}
        {faults.length + (refusal?.others.length ?? 0) > 0 && (
          <ul className={styles["faults"]}>
            {faults.map(({ field, message }) => (
              <li key={field}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  underline="always"
                  onClick={() => focusOn(idOf(field))}
                >
                  {labelOf(idOf(field)) ?? field}: {fault(message)}
                </Anchor>
              </li>
            ))}
            {refusal?.others.map((other) => (
              <li key={`${other.path}: ${other.message}`}>
                {other.path}: {fault(other.message)}
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </div>
  );
};

/** Why the api did not take it. */
const RefusalText = ({ failure }: { readonly failure: Failure }): ReactNode => {
  const say = useSay(pieceSentences);
  const { requestId } = useLanguage().sentences;
  const words = useApiWords();
  if (failure.kind !== "refused") {
    const { kind } = failure;
    return (
      <Text size="sm">
        {kind === "unreachable"
          ? say("refused.unreachable")
          : say("refused.unintelligible", { status: failure.status })}
      </Text>
    );
  }
  const { text, lang } = words.refusal(failure.problem);
  return (
    <>
      <Text size="sm" lang={lang}>
        {text}
      </Text>
      <Text size="sm" c="dimmed">
        {requestId}: <code>{failure.problem.requestId}</code>
      </Text>
    </>
  );
};

const focusOn = (id: string): void => document.getElementById(id)?.focus();

const labelOf = (id: string): string | undefined =>
  document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent?.trim();

const faultsOf = (errors: FieldErrors, above = ""): readonly { field: string; message: string }[] =>
  Object.entries(errors).flatMap(([name, error]) => {
    if (error === undefined || error === null || typeof error !== "object") return [];
    const field = above + name;
    const { message } = error as { message?: unknown };
    if (typeof message === "string") return [{ field, message }];
    return faultsOf(error as FieldErrors, `${field}.`);
  });
