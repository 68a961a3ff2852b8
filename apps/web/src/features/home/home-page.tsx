import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiDocsLink } from "../../components/api-docs-link.tsx";
import { Card } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage } from "../../languages/index.ts";

/** Where everybody arrives. */
export const HomePage = (): ReactNode => {
  const { home } = useLanguage().sentences;
  return (
    <Stack gap="lg">
      <PageTitle text={home.setUp} />
      <Card>
        <Text>{home.setUpHelp}</Text>
        <Text>
          <Link to="/incidents" underline="always">
            {home.openIncidents}
          </Link>
        </Text>
        <Text>
          <ApiDocsLink />
        </Text>
      </Card>
    </Stack>
  );
};
