import { Stack, Text, Title } from "@mantine/core";
import { type ActivityName, activities, type Role, roles } from "@tocsin/core/access";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { activitySentences } from "../../languages/activities/sentences.ts";
import { useSay } from "../../languages/index.ts";
import { rightSentences } from "../../languages/rights/sentences.ts";
import { standingOf } from "./activity-table.ts";
import { mainRoles } from "./role-fields.tsx";
import { userSentences } from "./sentences.ts";

const names = Object.keys(activities) as ActivityName[];

/** What each role may do: the activities side by side, and every right by its name. */
export const RolesPage = (): ReactNode => {
  const say = useSay(userSentences);
  const sayActivity = useSay(activitySentences);
  const columns: readonly Column<ActivityName>[] = [
    {
      id: "activity",
      header: say("activity"),
      names: true,
      cell: (name) => (
        <>
          {sayActivity(name)}
          {activities[name].roleElsewhere && (
            <Text size="sm" c="dimmed" fw={400}>
              {say("elsewhere")}
            </Text>
          )}
        </>
      ),
    },
    ...mainRoles.map((role) => ({
      id: role,
      header: roles[role].title,
      cell: (name: ActivityName) => {
        const standing = standingOf(role, name);
        return <YesNo yes={standing !== "no"} text={say(standing)} />;
      },
    })),
  ];
  return (
    <Stack gap="lg">
      <Text size="sm">
        <Link to="/users">{say("back")}</Link>
      </Text>
      <PageTitle text={say("roles.page.title")} intro={say("roles.page.intro")} />
      <DataTable caption={say("roles.caption")} columns={columns} rows={names} keyOf={(name) => name} />
      {[...mainRoles, "searchAndPurge" as const].map((role) => (
        <Rights key={role} role={role} />
      ))}
    </Stack>
  );
};

const Rights = ({ role }: { readonly role: Role }): ReactNode => {
  const say = useSay(userSentences);
  const sayRight = useSay(rightSentences);
  return (
    <Card>
      <details>
        <summary>
          <Title order={2} display="inline" size="h3">
            {say("rights", { role: roles[role].title })}
          </Title>
        </summary>
        <ul>
          {roles[role].verbs.map((verb) => (
            <li key={verb}>{sayRight(verb)}</li>
          ))}
        </ul>
      </details>
    </Card>
  );
};
