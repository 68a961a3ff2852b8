import { SegmentedControl, Stack, Text, Title, useMantineColorScheme } from "@mantine/core";
import { meResponseSchema } from "@tocsin/core/access";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { Card } from "../../components/card.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { SelectField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { isLanguage, useLanguage, useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import type { Me } from "../../lib/permissions.ts";
import { mePath } from "../../lib/session.tsx";
import { ownTimeZone, timeZones } from "../../lib/time-zones.ts";
import { timesIn } from "../../lib/times.ts";
import { meSentences } from "./sentences.ts";

const schema = z.object({ name: z.string().trim().min(1).max(100), locale: z.string(), timeZone: z.string() });

/** Name, language and time zone, which go with the person, and the colours of this device. */
export const ProfileCard = ({ me }: { readonly me: Me }): ReactNode => {
  const say = useSay(meSentences);
  const toast = useToast();
  const { send } = useChange();
  const { choose } = useLanguage();
  const form = useSavingForm<z.input<typeof schema>, Me>({
    schema,
    values: { name: me.user.name, locale: me.user.locale ?? "", timeZone: me.user.timeZone ?? "" },
    save: ({ name, locale, timeZone }) =>
      send({
        request: {
          method: "PATCH",
          path: mePath,
          body: { name, locale: locale === "" ? null : locale, timeZone: timeZone === "" ? null : timeZone },
        },
        contract: meResponseSchema,
        outdates: [mePath],
      }),
    onSaved: ({ user }) => {
      // What is chosen here is meant for this device as well.
      if (isLanguage(user.locale)) choose(user.locale);
      toast({ text: say("saved") });
    },
  });
  return (
    <Card>
      <Title order={2}>{say("profile")}</Title>
      <FactList facts={[[say("email"), <Foreign key="email" text={me.user.email} />]]} />
      <SavingForm form={form} action={say("save")}>
        <TextField name="name" label={say("name")} autoComplete="name" />
        <SelectField
          name="locale"
          label={say("language")}
          description={say("language.hint")}
          data={[
            { value: "", label: say("language.none") },
            ...(["en", "nl"] as const).map((value) => ({ value, label: say(`language.${value}`) })),
          ]}
        />
        <SelectField
          name="timeZone"
          label={say("timeZone")}
          data={[{ value: "", label: say("timeZone.none", { zone: ownTimeZone() }) }, ...timeZones()]}
        />
        <NowThere />
      </SavingForm>
      <Colours />
    </Card>
  );
};

/** The time in the zone that is chosen, as a check. */
const NowThere = (): ReactNode => {
  const say = useSay(meSentences);
  const { language } = useLanguage();
  const zone = useWatch({ name: "timeZone" }) as string;
  const now = timesIn(language, zone === "" ? undefined : zone).short(new Date().toISOString());
  return (
    <Text size="sm" c="dimmed">
      {say("timeZone.now", { now })}
    </Text>
  );
};

const schemes = ["auto", "light", "dark"] as const;

const Colours = (): ReactNode => {
  const say = useSay(meSentences);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="xs" align="start">
      <Text fw={500} size="sm">
        {say("theme")}
      </Text>
      <SegmentedControl
        aria-label={say("theme")}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as (typeof schemes)[number])}
        data={schemes.map((value) => ({ value, label: say(`theme.${value}`) }))}
      />
      <Text size="sm" c="dimmed">
        {say("theme.hint")}
      </Text>
    </Stack>
  );
};
