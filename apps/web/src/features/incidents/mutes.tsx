import { Button, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { useMe } from "../../lib/permissions.ts";
import type { Reader } from "../../lib/reader.ts";
import { useReason } from "../../lib/use-reason.ts";
import styles from "./mutes.module.css";
import type { Explanations } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

interface Props {
  readonly explanations: Explanations;
  readonly reader: Reader;
}

/** Who hears no more of the incident by his own wish, each with the way back; nothing where nobody does. */
export const Mutes = ({ explanations: { incident, mutes }, reader }: Props): ReactNode => {
  const say = useSay(queueSentences);
  const reasonOf = useReason();
  const toast = useToast();
  const { send, sending } = useChange();
  const me = useMe();
  if (mutes.length === 0) return null;
  const path = `/api/v1/incidents/${incident.id}`;
  const end = async (address: string) => {
    const request = { method: "DELETE", path: `${path}/mutes/${encodeURIComponent(address)}` } as const;
    const answer = await send({ request, contract: nothing, outdates: [path] });
    if (answer.ok) return toast({ text: say("muted.undone", { address }) });
    toast({ text: say("muted.failed", { address, reason: reasonOf(answer.problem) }) });
  };
  return (
    <div>
      <Title order={3}>{say("muted")}</Title>
      <ul className={styles["mutes"]}>
        {mutes.map(({ address, until }) => (
          <li key={address}>
            <Foreign
              text={
                until === null
                  ? say("muted.untilResolved", { address })
                  : say("muted.until", { address, at: reader.times.short(until) })
              }
            />
            {/* One's own is taken back at the top of the page, with no right but to see the incident. */}
            {address !== me?.user.email && (
              <NeedsRight right="incidents.manage">
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-disabled={sending}
                  aria-label={say("muted.undoOf", { address })}
                  onClick={() => void end(address)}
                >
                  {say("muted.undo")}
                </Button>
              </NeedsRight>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
