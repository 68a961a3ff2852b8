import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import { useMe } from "../lib/permissions.ts";
import { useSession } from "../lib/session.tsx";
import { pieceSentences } from "./sentences.ts";

/** Where something is not here, the same address in the other organizations that one works in: a link does not say whose it is. */
export const Elsewhere = (): ReactNode => {
  const say = useSay(pieceSentences);
  const me = useMe();
  const { choose } = useSession();
  const others = me?.organizations.filter(({ id }) => id !== me.organization?.id) ?? [];
  if (others.length === 0) return null;
  return (
    <Group gap="sm">
      {others.map(({ id, name }) => (
        <Button key={id} variant="default" onClick={() => choose(id, window.location.pathname)}>
          {say("elsewhere", { name })}
        </Button>
      ))}
    </Group>
  );
};
