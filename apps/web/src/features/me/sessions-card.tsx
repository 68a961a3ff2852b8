import { Button, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { sessionResponseSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { browserName } from "./browser-name.ts";
import { meSentences } from "./sentences.ts";
import { useEnd } from "./use-end.ts";

const sessionsPath = "/api/v1/me/sessions";
const listSchema = z.object({ items: z.array(sessionResponseSchema) });

type Session = z.output<typeof sessionResponseSchema>;

/** Every browser that is signed in, with the way to end it. */
export const SessionsCard = (): ReactNode => {
  const say = useSay(meSentences);
  const times = useTimes();
  const columns = useColumns();
  const { end, problem } = useEnd(sessionsPath);
  const actions = (session: Session): ReactNode =>
    session.current ? null : (
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void end(`${sessionsPath}/${session.id}`, say("sessions.ended"))}
      >
        <span aria-hidden="true">{say("sessions.end")}</span>
        <VisuallyHidden>
          {say("sessions.endNamed", {
            browser: browserName(session.userAgent) ?? say("sessions.unknown"),
            at: times.short(session.lastSeenAt),
          })}
        </VisuallyHidden>
      </Button>
    );
  return (
    <Card>
      <Title order={2}>{say("sessions")}</Title>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <Answered answer={useAnswer(sessionsPath, listSchema)}>
        {({ items }) => (
          <>
            <DataTable
              caption={say("sessions.caption")}
              columns={columns}
              rows={items}
              keyOf={({ id }) => id}
              actions={actions}
            />
            {items.length > 1 && (
              <div>
                <Button variant="default" onClick={() => void end(sessionsPath, say("sessions.othersEnded"))}>
                  {say("sessions.endOthers")}
                </Button>
              </div>
            )}
          </>
        )}
      </Answered>
    </Card>
  );
};

const useColumns = (): readonly Column<Session>[] => {
  const say = useSay(meSentences);
  const times = useTimes();
  return [
    {
      id: "where",
      header: say("sessions.where"),
      names: true,
      cell: ({ userAgent, current }) => (
        <Stack gap={2}>
          <Foreign text={browserName(userAgent) ?? userAgent ?? say("sessions.unknown")} />
          {current && (
            <Text size="sm" c="dimmed" fw={400}>
              {say("sessions.here")}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      id: "address",
      header: say("sessions.address"),
      cell: ({ address }) => <Foreign text={address ?? say("sessions.unknown")} />,
    },
    {
      id: "method",
      header: say("sessions.method"),
      cell: ({ method, secondFactor }) =>
        [say(`method.${method}`), ...(secondFactor ? [say("method.factor")] : [])].join(" "),
    },
    { id: "seen", header: say("sessions.seen"), cell: ({ lastSeenAt }) => <Time at={lastSeenAt} times={times} /> },
    { id: "ends", header: say("sessions.ends"), cell: ({ idleAt }) => <Time at={idleAt} times={times} /> },
  ];
};
