import { Button, Text, Title, VisuallyHidden } from "@mantine/core";
import { roles } from "@tocsin/core/access";
import { accessTokenResponseSchema } from "@tocsin/core/accounts";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { DeviceGroupNames } from "../../components/device-group-names.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import type { Me } from "../../lib/permissions.ts";
import { useTimes } from "../../lib/use-times.ts";
import { meSentences } from "./sentences.ts";
import { TokenDialog, tokensPath } from "./token-dialog.tsx";
import { useEnd } from "./use-end.ts";

const listSchema = z.object({ items: z.array(accessTokenResponseSchema) });

type Token = z.output<typeof accessTokenResponseSchema>;

/** The tokens by which scripts act in one's name. */
export const TokensCard = ({ me }: { readonly me: Me }): ReactNode => {
  const say = useSay(meSentences);
  const [making, setMaking] = useState(false);
  return (
    <Card>
      <Title order={2}>{say("tokens")}</Title>
      <Text size="sm">{say("tokens.intro")}</Text>
      <NeedsRight right="accessTokens.own">
        <Tokens />
        <div>
          <Button onClick={() => setMaking(true)}>{say("tokens.make")}</Button>
        </div>
      </NeedsRight>
      {making && <TokenDialog me={me} onClose={() => setMaking(false)} />}
    </Card>
  );
};

const Tokens = (): ReactNode => {
  const say = useSay(meSentences);
  const confirm = useConfirm();
  const columns = useColumns();
  const { end, problem } = useEnd(tokensPath);
  const revoke = async ({ id, name }: Token): Promise<void> => {
    const question = {
      title: say("tokens.revoke.title", { name }),
      text: say("tokens.revoke.text"),
      action: say("tokens.revoke"),
      danger: true,
    };
    if (await confirm(question)) await end(`${tokensPath}/${id}`, say("tokens.revoked", { name }));
  };
  return (
    <>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <Answered answer={useAnswer(tokensPath, listSchema)}>
        {({ items }) =>
          items.length === 0 ? (
            <div>
              <Text fw={600}>{say("tokens.none")}</Text>
              <Text size="sm">{say("tokens.noneHelp")}</Text>
            </div>
          ) : (
            <DataTable
              caption={say("tokens.caption")}
              columns={columns}
              rows={items}
              keyOf={({ id }) => id}
              actions={(token) => (
                <Button variant="default" size="compact-sm" onClick={() => void revoke(token)}>
                  <span aria-hidden="true">{say("tokens.revoke")}</span>
                  <VisuallyHidden>{say("tokens.revokeNamed", { name: token.name })}</VisuallyHidden>
                </Button>
              )}
            />
          )
        }
      </Answered>
    </>
  );
};

const useColumns = (): readonly Column<Token>[] => {
  const say = useSay(meSentences);
  const times = useTimes();
  const isOver = (at: string) => new Date(at) <= new Date();
  return [
    { id: "name", header: say("tokens.name"), names: true, cell: ({ name }) => <Foreign text={name} /> },
    {
      id: "role",
      header: say("tokens.role"),
      cell: ({ role }) => (role === null ? say("tokens.role.all") : roles[role].title),
    },
    { id: "groups", header: say("tokens.groups"), cell: ({ deviceGroups }) => <DeviceGroupNames ids={deviceGroups} /> },
    {
      id: "expires",
      header: say("tokens.expires"),
      cell: ({ expiresAt }) => {
        if (expiresAt === null) return say("tokens.never");
        return isOver(expiresAt) ? say("tokens.over") : <Time at={expiresAt} times={times} />;
      },
    },
    {
      id: "used",
      header: say("tokens.used"),
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? say("tokens.neverUsed") : <Time at={lastUsedAt} times={times} />,
    },
  ];
};
