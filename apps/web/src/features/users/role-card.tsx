import { Button, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { DeviceGroupNames } from "../../components/device-group-names.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useSay } from "../../languages/index.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { GiveRoleDialog } from "./give-role-dialog.tsx";
import { administersAll, isLastAdministrator } from "./last-administrator.ts";
import { assignmentsPath, type Granted, type User, useAssignments } from "./requests.ts";
import styles from "./role-card.module.css";
import { userSentences } from "./sentences.ts";
import { useAccountChange } from "./use-account-change.ts";

/** The roles of a user, each with where it counts. */
export const RoleCard = ({ user }: { readonly user: User }): ReactNode => {
  const say = useSay(userSentences);
  const [giving, setGiving] = useState(false);
  return (
    <Card>
      <Title order={2}>{say("roles.title")}</Title>
      <Answered answer={useAssignments()}>{({ items }) => <Held user={user} granted={items} />}</Answered>
      <NeedsRight right="roles.manage">
        <Stack gap="xs" align="start">
          <Button variant="default" onClick={() => setGiving(true)}>
            {say("roles.add")}
          </Button>
          <Text size="sm" c="dimmed">
            {say("roles.note")}
          </Text>
        </Stack>
      </NeedsRight>
      {giving && <GiveRoleDialog user={user} onClose={() => setGiving(false)} />}
    </Card>
  );
};

const Held = ({ user, granted }: { readonly user: User; readonly granted: readonly Granted[] }): ReactNode => {
  const say = useSay(userSentences);
  const { may } = usePermissions();
  const confirm = useConfirm();
  const { change, problem } = useAccountChange();
  const last = isLastAdministrator(user.id, granted);
  const take = async ({ id, title }: Granted): Promise<void> => {
    const words = { role: title, name: user.name };
    const question = {
      title: say("roles.take.title", words),
      text: say("roles.take.text"),
      action: say("roles.take"),
      danger: true,
    };
    if (await confirm(question)) {
      await change({ method: "DELETE", path: `${assignmentsPath}/${id}` }, say("roles.taken", words));
    }
  };
  return (
    <>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <ul className={styles["roles"]}>
        {granted
          .filter((held) => held.user.id === user.id)
          .map((held) => (
            <li key={held.id} className={styles["role"]}>
              <div>
                <Text fw={600}>{held.title}</Text>
                <Text size="sm" c="dimmed">
                  {held.allOrganizations ? say("roles.everywhere") : <DeviceGroupNames ids={held.deviceGroups} />}
                </Text>
                {last && administersAll(held) && <Text size="sm">{say("last")}</Text>}
              </div>
              {may("roles.manage") && (
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={last && administersAll(held)}
                  onClick={() => void take(held)}
                >
                  <span aria-hidden="true">{say("roles.take")}</span>
                  <VisuallyHidden>{say("roles.takeNamed", { role: held.title })}</VisuallyHidden>
                </Button>
              )}
            </li>
          ))}
      </ul>
    </>
  );
};
