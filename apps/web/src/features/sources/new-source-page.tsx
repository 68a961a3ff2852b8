import { Stack, Text } from "@mantine/core";
import { sourceCreatedSchema, sourceDraftSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { SelectField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { ConnectCard } from "./connect-card.tsx";
import { KeyCard } from "./key-card.tsx";
import { kindSentenceIn } from "./kind-words.ts";
import { kindsSchema } from "./kinds.ts";
import { PollForm } from "./poll-form.tsx";
import { sourceSentences } from "./sentences.ts";

type Created = z.output<typeof sourceCreatedSchema>;

interface Values {
  readonly name: string;
  readonly kind: string;
}

/** Adds a source, and stays with its key and what to do with it. */
export const NewSourcePage = (): ReactNode => {
  const say = useSay(sourceSentences);
  const [created, setCreated] = useState<Created | null>(null);
  const kinds = useAnswer("/api/v1/source-kinds", kindsSchema);
  const kind = kinds.value?.items.find((one) => one.kind === created?.kind);
  return (
    <Stack gap="lg">
      <Text size="sm">
        <Link to="/sources">{say("back")}</Link>
      </Text>
      {created === null ? (
        <>
          <PageTitle text={say("new.title")} />
          <NeedsRight right="sources.manage">
            <Answered answer={kinds}>{({ items }) => <NewSource kinds={items} onCreated={setCreated} />}</Answered>
          </NeedsRight>
        </>
      ) : (
        <>
          <PageTitle text={created.name} focus />
          <KeyCard secret={created.key} />
          <ConnectCard source={created} kind={kind} secret={created.key} />
          {kind?.poll && <PollForm source={created} offered={kind.poll} />}
          <Text>
            <Link to="/sources/$id" params={{ id: created.id }}>
              {created.name}
            </Link>
          </Text>
        </>
      )}
    </Stack>
  );
};

interface Props {
  readonly kinds: z.output<typeof kindsSchema>["items"];
  readonly onCreated: (created: Created) => void;
}

const NewSource = ({ kinds, onCreated }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const { send } = useChange();
  const form = useSavingForm<Values, Created>({
    schema: sourceDraftSchema as unknown as z.ZodType<unknown, Values>,
    values: { name: "", kind: "generic" },
    save: (body) =>
      send({
        request: { method: "POST", path: "/api/v1/sources", body },
        contract: sourceCreatedSchema,
        outdates: ["/api/v1/sources"],
      }),
    onSaved: onCreated,
  });
  const kind = form.form.watch("kind");
  const described = kindSentenceIn(kinds.find((one) => one.kind === kind)?.description ?? "", useLanguage().language);
  return (
    <Card>
      <SavingForm form={form} action={say("create")}>
        <SelectField
          name="kind"
          label={say("kind")}
          data={kinds.map(({ kind: value, title: label }) => ({ value, label }))}
          description={<span lang={described.lang}>{described.text}</span>}
        />
        <TextField name="name" label={say("name")} autoComplete="off" />
      </SavingForm>
    </Card>
  );
};
