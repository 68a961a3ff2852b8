import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useLanguage } from "../../languages/index.ts";
import { timeZones } from "../../lib/time-zones.ts";
import { FieldGroup } from "./field-group.tsx";
import type { SetupFormState } from "./use-setup-form.ts";

export const OrganizationFields = ({ form }: { readonly form: SetupFormState }): ReactNode => {
  const { setup } = useLanguage().sentences;
  const zones = useMemo(() => [...timeZones()], []);
  const locales = (["en", "nl"] as const).map((locale) => ({ value: locale, label: setup.locales[locale] }));
  return (
    <FieldGroup title={setup.organization}>
      <TextInput
        {...form.bind("organization.name")}
        label={setup.organizationName}
        autoComplete="organization"
        required
      />
      <TextInput
        {...form.bind("organization.tenantId")}
        label={`${setup.tenantId} ${setup.optional}`}
        description={setup.tenantIdHint}
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        {...form.bind("organization.portalUrl")}
        label={`${setup.portalUrl} ${setup.optional}`}
        description={setup.portalUrlHint}
        type="url"
        autoComplete="off"
        spellCheck={false}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <NativeSelect {...form.bind("organization.locale")} label={setup.locale} data={locales} />
        <NativeSelect {...form.bind("organization.timeZone")} label={setup.timeZone} data={zones} />
      </SimpleGrid>
    </FieldGroup>
  );
};
