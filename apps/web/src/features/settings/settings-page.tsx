import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { useOrganizations } from "../../lib/organization.ts";
import { useMe } from "../../lib/permissions.ts";
import { OrganizationCard } from "./organization-card.tsx";
import { OrganizationsCard } from "./organizations-card.tsx";
import { settingsSentences } from "./sentences.ts";
import { SignOnCard } from "./sign-on-card.tsx";

/** What is true of an organization as a whole, the others that one works in, and how people sign in. */
export const SettingsPage = (): ReactNode => {
  const say = useSay(settingsSentences);
  const here = useMe()?.organization;
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro", { name: here?.name ?? "" })} />
      <Answered answer={useOrganizations()}>
        {({ items }) => (
          <>
            {items
              .filter(({ id }) => id === here?.id)
              .map((organization) => (
                <OrganizationCard key={organization.id} organization={organization} />
              ))}
            <OrganizationsCard items={items} here={here?.id ?? null} />
          </>
        )}
      </Answered>
      <SignOnCard />
      <Elsewhere />
    </Stack>
  );
};

const Elsewhere = (): ReactNode => {
  const say = useSay(settingsSentences);
  return (
    <Card>
      <Title order={2}>{say("elsewhere")}</Title>
      <Text>
        <Link to="/mail" underline="always">
          {say("elsewhere.mail")}
        </Link>
      </Text>
      <Text>
        <Link to="/users" underline="always">
          {say("elsewhere.users")}
        </Link>
      </Text>
      <Text size="sm" c="dimmed">
        {say("elsewhere.retention")}
      </Text>
    </Card>
  );
};
