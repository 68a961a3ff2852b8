import { Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { ruleDraftSchema } from "@tocsin/core/notification-rules";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Answered } from "../../../components/answered.tsx";
import { Link } from "../../../components/link.tsx";
import { PageTitle } from "../../../components/page-title.tsx";
import { Pending } from "../../../components/pending.tsx";
import { useSay } from "../../../languages/index.ts";
import { type RuleResponse, useRule } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import { useReadOnly } from "../use-read-only.ts";
import { copyOf, type Draft, draftOf, emptyDraft, keptDraft } from "./draft.ts";
import type { WizardStart } from "./use-wizard.ts";
import { Wizard } from "./wizard.tsx";

/** What a draft has to be to be gone on with: its shape, not yet its sense. */
const shape = z.looseObject({
  name: z.string(),
  severities: z.array(z.string()),
  conditions: z.array(z.looseObject({ kind: z.string() })),
  sources: z.array(z.looseObject({})),
  frequency: z.looseObject({ kind: z.string() }),
  deviceGroups: z.looseObject({ scope: z.string() }),
  recipients: z.array(z.looseObject({ address: z.string() })),
});

const reads = (value: unknown): Draft | null => {
  if (!shape.safeParse(value).success) return null;
  // Whatever the schema leaves open is what the form shows as missing.
  const whole = ruleDraftSchema.safeParse(value);
  return whole.success ? whole.data : { ...emptyDraft, ...(value as Draft) };
};

/** A rule that is not there yet, empty or as a copy of another one. */
export const NewRulePage = (): ReactNode => {
  const { from } = getRouteApi("/console/rules/new").useSearch();
  return from === undefined ? <FreshRule /> : <CopiedRule from={from} />;
};

const FreshRule = (): ReactNode => <Begun keptAs="new" base={null} pristine={emptyDraft} />;

const CopiedRule = ({ from }: { readonly from: string }): ReactNode => {
  const say = useSay(ruleSentences);
  const answer = useRule(from);
  return (
    <Answered answer={answer} pending={<Pending label={say("loading.rule")} />}>
      {(rule) => (
        <Begun
          key={rule.id}
          keptAs={`copy.${rule.id}`}
          base={null}
          pristine={copyOf(rule, say("copy.name", { name: rule.name }).slice(0, 100))}
        />
      )}
    </Answered>
  );
};

/** A rule as it stands, to be saved as its next version. */
export const EditRulePage = (): ReactNode => {
  const { id } = getRouteApi("/console/rules/$id/edit").useParams();
  const say = useSay(ruleSentences);
  const answer = useRule(id);
  // What is being edited must not change under its editor when it is read anew.
  const [first, setFirst] = useState(answer.value);
  if (first === null && answer.value !== null) setFirst(answer.value);
  return (
    <Answered answer={{ ...answer, value: first ?? answer.value }} pending={<Pending label={say("loading.rule")} />}>
      {(rule) => <Editable rule={rule} />}
    </Answered>
  );
};

const Editable = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const readOnly = useReadOnly(rule);
  if (readOnly === null) return <Begun keptAs={rule.id} base={rule} pristine={draftOf(rule)} />;
  return (
    <Stack gap="lg">
      <PageTitle text={rule.name} />
      <Text>{readOnly}</Text>
      <Text>
        <Link to="/rules/$id" params={{ id: rule.id }} underline="always">
          {rule.name}
        </Link>
      </Text>
    </Stack>
  );
};

type Beginning = Pick<WizardStart, "keptAs" | "base" | "pristine">;

/** The wizard, going on with what was entered into it before. */
const Begun = ({ keptAs, base, pristine }: Beginning): ReactNode => {
  const [from] = useState(pristine);
  const [kept] = useState(() => keptDraft(keptAs, reads));
  return <Wizard keptAs={keptAs} base={base} pristine={from} start={kept ?? from} resumed={kept !== null} />;
};
