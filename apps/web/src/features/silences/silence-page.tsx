import { Button, Stack, Text, Title } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { silenceResponseSchema } from "@tocsin/core/silences";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { useReason } from "../../lib/use-reason.ts";
import { HeldIncidents } from "./held-incidents.tsx";
import { silenceSentences } from "./sentences.ts";
import { type Silence, silencesPath } from "./silence.ts";
import { SilenceForm } from "./silence-form.tsx";
import { SilenceTime } from "./silence-time.tsx";

const route = getRouteApi("/console/silences/$id");

/** One silence: what it has held until now, its end, and its form while it is not over. */
export const SilencePage = (): ReactNode => {
  const { id } = route.useParams();
  const { cursor } = route.useSearch();
  const answer = useAnswer(`${silencesPath}/${id}`, silenceResponseSchema, { everyMs: 10_000 });
  return (
    <Answered answer={answer}>
      {(silence) => (
        <Stack gap="lg">
          <Back />
          <Facts silence={silence} />
          <HeldIncidents id={silence.id} cursor={cursor} held={silence.held.notifications} />
          {silence.state !== "over" && <Change silence={silence} />}
        </Stack>
      )}
    </Answered>
  );
};

export const NewSilencePage = (): ReactNode => {
  const say = useSay(silenceSentences);
  const navigate = useNavigate();
  return (
    <Stack gap="lg">
      <Back />
      <PageTitle text={say("new.title")} />
      <NeedsRight right="silences.manage">
        <SilenceForm silence={null} onSaved={({ id }) => void navigate({ to: "/silences/$id", params: { id } })} />
      </NeedsRight>
    </Stack>
  );
};

const Back = (): ReactNode => (
  <Text size="sm">
    <Link to="/silences">{useSay(silenceSentences)("back")}</Link>
  </Text>
);

const Facts = ({ silence }: { readonly silence: Silence }): ReactNode => {
  const say = useSay(silenceSentences);
  const { comment, owner, state, held, hiddenDeviceGroups } = silence;
  const mayEnd = state !== "over" && hiddenDeviceGroups === 0;
  return (
    <>
      <PageTitle text={comment}>{mayEnd && <EndButton silence={silence} />}</PageTitle>
      <Card>
        <Text>
          <strong>{say(`state.${state}`)}</strong> · <SilenceTime silence={silence} />
        </Text>
        <Text>
          {say("owner")}: <Foreign text={owner} />
        </Text>
        <Text role="status">
          {say("held")}: {say("held.count", { ...held })}
        </Text>
      </Card>
    </>
  );
};

const EndButton = ({ silence }: { readonly silence: Silence }): ReactNode => {
  const say = useSay(silenceSentences);
  const reasonOf = useReason();
  const confirm = useConfirm();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (): Promise<void> => {
    if (!(await confirm({ title: say("end.title"), text: say("end.text"), action: say("end") }))) return;
    const answer = await send({
      request: { method: "POST", path: `${silencesPath}/${silence.id}/end` },
      contract: silenceResponseSchema,
      outdates: [silencesPath],
    });
    if (answer.ok) toast({ text: say("ended") });
    else setProblem(reasonOf(answer.problem));
  };
  return (
    <NeedsRight right="silences.manage">
      <Button variant="default" onClick={() => void end()}>
        {say("end")}
      </Button>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </NeedsRight>
  );
};

const Change = ({ silence }: { readonly silence: Silence }): ReactNode => {
  const say = useSay(silenceSentences);
  const { hiddenDeviceGroups } = silence;
  if (hiddenDeviceGroups > 0) return <Text c="dimmed">{say("hidden", { count: hiddenDeviceGroups })}</Text>;
  return (
    <NeedsRight right="silences.manage">
      <Title order={2}>{say("change")}</Title>
      <SilenceForm key={silence.id} silence={silence} onSaved={() => {}} />
    </NeedsRight>
  );
};
