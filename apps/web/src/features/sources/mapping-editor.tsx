import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import { fieldMappingSchema } from "@tocsin/core/incidents";
import { payloadPreviewResponseSchema } from "@tocsin/core/intake";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import { Card } from "../../components/card.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { useAskedAtRest } from "../../lib/use-asked-at-rest.ts";
import { draftOf, keptOf, type MappedField, type MappingDraft, mappedFields, mappingOf } from "./mapping.ts";
import { MappingResult } from "./mapping-result.tsx";
import type { Preview } from "./preview.ts";
import { sourceSentences } from "./sentences.ts";
import { type Source, settingsOf, wordsOf } from "./source.ts";

const mappingIn = (source: Source) => {
  const parsed = fieldMappingSchema.safeParse(settingsOf(source)["mapping"]);
  return parsed.success ? parsed.data : null;
};

/** The field mapping, open where it is what such a source is for: of the other kinds few senders word their own bodies. */
export const MappingCard = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  return (
    <Card>
      <details open={source.kind === "generic" || mappingIn(source) !== null}>
        <summary>
          <Title order={2} display="inline">
            {say("mapping.title")}
          </Title>
        </summary>
        <Stack gap="md" mt="md">
          <MappingEditor source={source} />
        </Stack>
      </details>
    </Card>
  );
};

/** Where each field stands in what the sender posts, with the incident that it makes, live. */
const MappingEditor = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const toast = useToast();
  const { send } = useChange();
  const [payload, setPayload] = useState("");
  const [draft, setDraft] = useState<MappingDraft>(() => draftOf(mappingIn(source)));
  const [fault, setFault] = useState<string | null>(null);
  const mapping = mappingOf(draft);
  const settings = { ...settingsOf(source), ...(mapping === null ? {} : { mapping }) };
  const preview = usePreview(source.kind, settings, payload);

  const save = async () => {
    const body = { ...wordsOf(source), settings };
    const request = { method: "PUT", path: `/api/v1/sources/${source.id}`, body } as const;
    const answer = await send({ request, contract: sourceResponseSchema, outdates: ["/api/v1/sources"] });
    if (answer.ok) {
      setFault(null);
      return toast({ text: say("mapping.saved") });
    }
    const refused = answer.problem.kind === "refused" ? answer.problem.problem : null;
    setFault(refused?.faults?.map(({ path, message }) => `${path}: ${message}`).join("; ") ?? refused?.detail ?? "");
  };
  return (
    <>
      <Text>{say("mapping.help")}</Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="md">
          <Textarea
            label={say("mapping.payload")}
            value={payload}
            onChange={(event) => setPayload(event.currentTarget.value)}
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
          />
          {preview?.suggestion && (
            <Group>
              <Button variant="default" onClick={() => setDraft(draftOf(preview.suggestion))}>
                {say("mapping.suggest")}
              </Button>
            </Group>
          )}
          <MappingResult preview={preview} />
        </Stack>
        <Stack gap="md">
          <MappingFields draft={draft} fields={preview?.fields ?? []} onChange={setDraft} />
          {fault !== null && (
            <Text role="alert" lang="en" c="var(--mantine-color-error)">
              {fault}
            </Text>
          )}
          <div>
            <Button aria-disabled={mapping === null} onClick={() => mapping !== null && void save()}>
              {say("mapping.save")}
            </Button>
          </div>
        </Stack>
      </SimpleGrid>
    </>
  );
};

interface FieldsProps {
  readonly draft: MappingDraft;
  readonly fields: Preview["fields"];
  readonly onChange: (draft: MappingDraft) => void;
}

const exampleMax = 40;

const MappingFields = ({ draft, fields, onChange }: FieldsProps): ReactNode => {
  const say = useSay(sourceSentences);
  const choices = (chosen: string | undefined) => {
    const known = fields.map(({ path, example }) => ({
      value: path,
      label: `${path} (${example.slice(0, exampleMax)})`,
    }));
    const unlisted = chosen && !fields.some(({ path }) => path === chosen) ? [{ value: chosen, label: chosen }] : [];
    return [{ value: "", label: say("mapping.none") }, ...unlisted, ...known];
  };
  const setPath = (field: MappedField, path: string) =>
    onChange({ ...draft, paths: { ...draft.paths, [field]: path } });
  return (
    <>
      {mappedFields.map((field) => {
        const kept = keptOf(draft, field);
        if (kept !== null) {
          return (
            <Text key={field} size="sm">
              {say(`mapping.field.${field}`)}: {say("mapping.complex", { said: kept })}
            </Text>
          );
        }
        return (
          <NativeSelect
            key={field}
            label={say(`mapping.field.${field}`)}
            data={choices(draft.paths[field])}
            value={draft.paths[field] ?? ""}
            onChange={(event) => setPath(field, event.currentTarget.value)}
          />
        );
      })}
      {draft.paths.severity && (
        <Textarea
          label={say("mapping.words")}
          description={say("mapping.words.hint")}
          value={draft.words}
          onChange={(event) => onChange({ ...draft, words: event.currentTarget.value })}
          autosize
          minRows={3}
          spellCheck={false}
        />
      )}
    </>
  );
};

const usePreview = (kind: string, settings: object, payload: string): Preview | null => {
  const draft = payload.trim() === "" ? null : { kind, settings, payload };
  return useAskedAtRest("/api/v1/sources/preview", payloadPreviewResponseSchema, draft);
};
