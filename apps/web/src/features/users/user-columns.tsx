import { Stack, Text } from "@mantine/core";
import { roles } from "@tocsin/core/access";
import type { ReactNode } from "react";
import type { Column } from "../../components/data-table.tsx";
import { DeviceGroupNames } from "../../components/device-group-names.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useMe } from "../../lib/permissions.ts";
import { useTimes } from "../../lib/use-times.ts";
import type { User } from "./requests.ts";
import { userSentences } from "./sentences.ts";

/** What the list says of each user. */
export const useUserColumns = (): readonly Column<User>[] => {
  const say = useSay(userSentences);
  const times = useTimes();
  return [
    { id: "name", header: say("name"), names: true, cell: (user) => <Name user={user} /> },
    { id: "role", header: say("role"), cell: ({ assignments }) => <Roles assignments={assignments} /> },
    { id: "state", header: say("state"), cell: (user) => <State user={user} /> },
    {
      id: "secondFactor",
      header: say("secondFactor"),
      tight: true,
      cell: ({ secondFactor }) => say(secondFactor ? "secondFactor.on" : "secondFactor.off"),
    },
    {
      id: "lastSeen",
      header: say("lastSeen"),
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? say("never") : <Time at={lastSeenAt} times={times} />),
    },
  ];
};

const Name = ({ user: { id, name, email } }: { readonly user: User }): ReactNode => {
  const say = useSay(userSentences);
  const me = useMe();
  return (
    <Stack gap={2}>
      <span>
        <Link to="/users/$id" params={{ id }}>
          <Foreign text={name} />
        </Link>{" "}
        {me?.user.id === id && say("you")}
      </span>
      <Text size="sm" c="dimmed" fw={400}>
        <Foreign text={email} />
      </Text>
    </Stack>
  );
};

const Roles = ({ assignments }: Pick<User, "assignments">): ReactNode => {
  const say = useSay(userSentences);
  if (assignments.length === 0) return say("role.none");
  return (
    <Stack gap={2}>
      {assignments.map(({ role, organizationId, deviceGroups }) => (
        <div key={`${role} ${organizationId} ${deviceGroups?.join(" ")}`}>
          {roles[role].title}
          <Text size="sm" c="dimmed">
            {organizationId === null ? say("roles.everywhere") : <DeviceGroupNames ids={deviceGroups} />}
          </Text>
        </div>
      ))}
    </Stack>
  );
};

export const State = ({ user: { state, invitationExpiresAt } }: { readonly user: User }): ReactNode => {
  const say = useSay(userSentences);
  const times = useTimes();
  return (
    <Stack gap={2}>
      <span>{say(`state.${state}`)}</span>
      {state === "invited" && (
        <Text size="sm" c="dimmed">
          {invitationExpiresAt === null
            ? say("state.over")
            : say.rich("state.until", { at: <Time at={invitationExpiresAt} times={times} /> })}
        </Text>
      )}
    </Stack>
  );
};
