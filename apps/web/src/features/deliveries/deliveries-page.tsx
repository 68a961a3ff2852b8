import { Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { DecisionList } from "./decision-list.tsx";
import { LogFilters } from "./log-filters.tsx";
import { MailLog } from "./mail-log.tsx";
import { deliverySentences } from "./sentences.ts";
import { ViewTabs } from "./view-tabs.tsx";

const page = getRouteApi("/console/deliveries");

/** What was sent to whom, and what was not, and why. */
export const DeliveriesPage = (): ReactNode => {
  const say = useSay(deliverySentences);
  const search = page.useSearch();
  const navigate = page.useNavigate();
  const [text, setText] = useState("");
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")} />
      <ViewTabs search={search} />
      <LogFilters
        search={search}
        text={text}
        onText={setText}
        onSearch={(next) => void navigate({ search: next, replace: true })}
      />
      {search.view === "decisions" ? <DecisionList search={search} /> : <MailLog search={search} text={text} />}
    </Stack>
  );
};
