import { Button, Group, Stack, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { sourceKeySchema, sourceResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { useTimes } from "../../lib/use-times.ts";
import { ConnectCard } from "./connect-card.tsx";
import { KeyCard } from "./key-card.tsx";
import { kindsSchema } from "./kinds.ts";
import { MappingCard } from "./mapping-editor.tsx";
import { PollCard } from "./poll-card.tsx";
import { PollForm } from "./poll-form.tsx";
import { ProblemsSection } from "./problems-section.tsx";
import { sourceSentences } from "./sentences.ts";
import { SettingsCard } from "./settings-card.tsx";
import { SigningCard } from "./signing-card.tsx";
import type { Source } from "./source.ts";

const route = getRouteApi("/console/sources/$id");

/** One source: how it is connected, what it sent that could not be read, its settings, its key and its mapping. */
export const SourcePage = (): ReactNode => {
  const say = useSay(sourceSentences);
  const { id } = route.useParams();
  const answer = useAnswer(`/api/v1/sources/${id}`, sourceResponseSchema);
  return (
    <Stack gap="lg">
      <Text size="sm">
        <Link to="/sources">{say("back")}</Link>
      </Text>
      <Answered answer={answer}>{(source) => <Whole key={source.id} source={source} />}</Answered>
    </Stack>
  );
};

const Whole = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const { rotate, key, retire } = useSourceActions(source);
  const kind = useAnswer("/api/v1/source-kinds", kindsSchema).value?.items.find((one) => one.kind === source.kind);
  return (
    <>
      <PageTitle text={source.name} intro={<span lang="en">{kind?.title ?? source.kind}</span>} />
      {key !== null && <KeyCard secret={key.key} until={times.short(key.previousKeysExpireAt)} />}
      {!source.demo && source.poll === null && <ConnectCard source={source} kind={kind} secret={key?.key ?? null} />}
      {source.poll !== null && <PollCard poll={source.poll} />}
      <ProblemsSection source={source} />
      {!source.demo && (
        <NeedsRight right="sources.manage">
          {kind?.poll && <PollForm source={source} offered={kind.poll} />}
          {kind && <SettingsCard source={source} kind={kind} />}
          <SigningCard source={source} />
          <MappingCard source={source} />
          <Group gap="sm">
            <Button variant="default" onClick={() => void rotate()}>
              {say("key.rotate")}
            </Button>
            <Button variant="default" onClick={() => void retire()}>
              {say("remove")}
            </Button>
          </Group>
        </NeedsRight>
      )}
    </>
  );
};

const useSourceActions = ({ id, name }: Source) => {
  const say = useSay(sourceSentences);
  const confirm = useConfirm();
  const toast = useToast();
  const navigate = useNavigate();
  const { send } = useChange();
  const [key, setKey] = useState<z.output<typeof sourceKeySchema> | null>(null);

  const rotate = async () => {
    const title = say("key.rotate.title", { name });
    if (!(await confirm({ title, text: say("key.rotate.text"), action: say("key.rotate") }))) return;
    const request = { method: "POST", path: `/api/v1/sources/${id}/keys` } as const;
    const answer = await send({ request, contract: sourceKeySchema, outdates: [] });
    if (answer.ok) setKey(answer.value);
  };

  const retire = async () => {
    const question = {
      title: say("remove.title", { name }),
      text: say("remove.text"),
      action: say("remove"),
      danger: true,
    };
    if (!(await confirm({ ...question, typed: name }))) return;
    const request = { method: "DELETE", path: `/api/v1/sources/${id}` } as const;
    const answer = await send({ request, contract: nothing, outdates: [] });
    if (!answer.ok) return;
    toast({ text: say("removed", { name }) });
    await navigate({ to: "/sources" });
  };
  return { rotate, retire, key };
};
