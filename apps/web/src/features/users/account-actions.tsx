import { Button, Group, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { type Question, useConfirm } from "../../components/confirm.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useSay } from "../../languages/index.ts";
import type { Request } from "../../lib/http.ts";
import { isLastAdministrator } from "./last-administrator.ts";
import { type User, useAssignments, usersPath } from "./requests.ts";
import { userSentences } from "./sentences.ts";
import { useAccountChange } from "./use-account-change.ts";

interface Action {
  readonly label: string;
  readonly done: string;
  readonly request: Request;
  /** Asked before; what can be taken back is not. */
  readonly question?: Pick<Question, "title" | "text" | "danger">;
  /** Whether somebody else has to be able to let people in. */
  readonly takesAway?: boolean;
  readonly leaves?: boolean;
}

/** What an administrator can do with an account. What is not possible says why. */
export const AccountActions = ({ user }: { readonly user: User }): ReactNode => {
  const say = useSay(userSentences);
  const assignments = useAssignments().value?.items ?? [];
  const last = isLastAdministrator(user.id, assignments);
  return (
    <Card>
      <Title order={2}>{say("actions")}</Title>
      <NeedsRight right="users.manage">
        {user.manageable ? <Actions user={user} last={last} /> : <Text>{say("foreign")}</Text>}
      </NeedsRight>
    </Card>
  );
};

const Actions = ({ user, last }: { readonly user: User; readonly last: boolean }): ReactNode => {
  const say = useSay(userSentences);
  const confirm = useConfirm();
  const navigate = useNavigate();
  const { change, sending, problem } = useAccountChange();
  const run = async ({ label, done, request, question, leaves }: Action): Promise<void> => {
    if (question !== undefined && !(await confirm({ ...question, action: label }))) return;
    const changed = await change(request, done);
    if (changed && leaves) await navigate({ to: "/users" });
  };
  const actions = useActions(user);
  return (
    <>
      {last && <Text size="sm">{say("last")}</Text>}
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <Group gap="sm">
        {actions.map((action) => (
          <Button
            key={action.label}
            variant="default"
            disabled={last && action.takesAway === true}
            aria-disabled={sending}
            onClick={() => void run(action)}
          >
            {action.label}
          </Button>
        ))}
      </Group>
    </>
  );
};

/** Those that fit how the account stands. */
const useActions = ({ id, name, state, secondFactor }: User): readonly Action[] => {
  const say = useSay(userSentences);
  const path = `${usersPath}/${id}`;
  const disable = (disabled: boolean): Request => ({ method: "PATCH", path, body: { disabled } });
  const invited: readonly Action[] = [
    { label: say("inviteAgain"), done: say("invitedAgain", { name }), request: post(`${path}/invitation`) },
  ];
  const active: readonly Action[] = [
    { label: say("mailReset"), done: say("resetMailed", { name }), request: post(`${path}/password-reset`) },
    { label: say("signOut"), done: say("signedOut", { name }), request: remove(`${path}/sessions`) },
  ];
  const factor: Action = {
    label: say("resetFactor"),
    done: say("factorReset", { name }),
    request: remove(`${path}/second-factor`),
    question: { title: say("resetFactor.title", { name }), text: say("resetFactor.text") },
  };
  const suspend: Action = {
    label: say("suspend"),
    done: say("suspended", { name }),
    request: disable(true),
    question: { title: say("suspend.title", { name }), text: say("suspend.text") },
    takesAway: true,
  };
  return [
    ...(state === "invited" ? invited : []),
    ...(state === "active" ? active : []),
    ...(secondFactor ? [factor] : []),
    state === "disabled"
      ? { label: say("restore"), done: say("restored", { name }), request: disable(false) }
      : suspend,
    {
      label: say("remove"),
      done: say("removed", { name }),
      request: remove(path),
      question: { title: say("remove.title", { name }), text: say("remove.text"), danger: true },
      takesAway: true,
      leaves: true,
    },
  ];
};

const post = (path: string): Request => ({ method: "POST", path });
const remove = (path: string): Request => ({ method: "DELETE", path });
