import { PasswordInput, SimpleGrid, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../../languages/index.ts";
import { FieldGroup } from "./field-group.tsx";
import type { SetupFormState } from "./use-setup-form.ts";

export const AdministratorFields = ({ form }: { readonly form: SetupFormState }): ReactNode => {
  const { setup } = useLanguage().sentences;
  return (
    <FieldGroup title={setup.administrator}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <TextInput {...form.bind("administrator.name")} label={setup.name} autoComplete="name" required />
        <TextInput
          {...form.bind("administrator.email")}
          label={setup.email}
          type="email"
          autoComplete="email"
          spellCheck={false}
          required
        />
      </SimpleGrid>
      <PasswordInput
        {...form.bind("administrator.password")}
        label={setup.password}
        description={setup.passwordHint}
        autoComplete="new-password"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": setup.showPassword }}
        required
      />
    </FieldGroup>
  );
};
