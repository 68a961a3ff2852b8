import { Button, Group, Menu } from "@mantine/core";
import { isClosedStatus } from "@tocsin/core/incidents";
import { muteResponseSchema } from "@tocsin/core/notifications";
import { muteHours } from "@tocsin/core/recipients";
import type { ReactNode } from "react";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { useMe } from "../../lib/permissions.ts";
import type { Reader } from "../../lib/reader.ts";
import { useReason } from "../../lib/use-reason.ts";
import type { Explanations, Incident } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

interface Props {
  readonly incident: Incident;
  /** Who has muted the incident; null until that is known. */
  readonly mutes: Explanations["mutes"] | null;
  readonly reader: Reader;
}

/** The way to hear no more of an incident oneself, and back. */
export const OwnMute = ({ incident: { id, status }, mutes, reader }: Props): ReactNode => {
  const say = useSay(queueSentences);
  const reasonOf = useReason();
  const toast = useToast();
  const { send, sending } = useChange();
  const email = useMe()?.user.email;
  if (mutes === null || email === undefined) return null;
  const incidentPath = `/api/v1/incidents/${id}`;
  const path = `${incidentPath}/mute`;
  const untilOf = (until: string | null) =>
    until === null ? say("mute.untilResolved") : say("mute.until", { at: reader.times.short(until) });

  const end = async (): Promise<string | null> => {
    const answer = await send({ request: { method: "DELETE", path }, contract: nothing, outdates: [incidentPath] });
    return answer.ok ? null : reasonOf(answer.problem);
  };
  const begin = async (hours: number | null): Promise<void> => {
    const request = { method: "PUT", path, body: { hours } } as const;
    const answer = await send({ request, contract: muteResponseSchema, outdates: [incidentPath] });
    if (answer.ok) return toast({ text: untilOf(answer.value.until), undo: end });
    toast({ text: say("mute.failed", { reason: reasonOf(answer.problem) }) });
  };
  const endNow = async (): Promise<void> => {
    const problem = await end();
    toast({ text: problem === null ? say("mute.ended") : say("mute.endFailed", { reason: problem }) });
  };

  const own = mutes.find(({ address }) => address === email);
  if (own !== undefined) {
    return (
      <Group gap="xs">
        <span>{untilOf(own.until)}</span>
        <Button variant="default" aria-disabled={sending} onClick={() => void endNow()}>
          {say("mute.end")}
        </Button>
      </Group>
    );
  }
  const choices = muteHours.filter((hours) => hours !== null || !isClosedStatus(status));
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" aria-disabled={sending}>
          {say("mute")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((hours) => (
          <Menu.Item key={hours} onClick={() => void begin(hours)}>
            {hours === null ? say("mute.whileOpen") : say("mute.hours", { hours })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
