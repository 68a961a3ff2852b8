import { Stack, Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { AccountActions } from "./account-actions.tsx";
import { type User, useUser } from "./requests.ts";
import { RoleCard } from "./role-card.tsx";
import { userSentences } from "./sentences.ts";
import { State } from "./user-columns.tsx";

const route = getRouteApi("/console/users/$id");

/** One user: the account, what it may do, and what can be done with it. */
export const UserPage = (): ReactNode => {
  const say = useSay(userSentences);
  const { id } = route.useParams();
  return (
    <Answered answer={useUser(id)}>
      {(user) => (
        <Stack gap="lg">
          <Text size="sm">
            <Link to="/users">{say("back")}</Link>
          </Text>
          <PageTitle text={user.name} />
          <Facts user={user} />
          <RoleCard user={user} />
          <AccountActions user={user} />
        </Stack>
      )}
    </Answered>
  );
};

const Facts = ({ user }: { readonly user: User }): ReactNode => {
  const say = useSay(userSentences);
  const times = useTimes();
  return (
    <Card>
      <Title order={2}>{say("facts")}</Title>
      <FactList
        facts={[
          [say("email"), <Foreign key="email" text={user.email} />],
          [say("state"), <State key="state" user={user} />],
          [say("secondFactor"), say(user.secondFactor ? "secondFactor.on" : "secondFactor.off")],
          [
            say("lastSeen"),
            user.lastSeenAt === null ? say("never") : <Time key="seen" at={user.lastSeenAt} times={times} />,
          ],
          [say("since"), <Time key="since" at={user.createdAt} times={times} />],
        ]}
      />
    </Card>
  );
};
