import { Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { totalMax } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { ListNews } from "../../components/list-news.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { useSay } from "../../languages/index.ts";
import { useSteady } from "../../lib/use-steady.ts";
import { EmptyQueue } from "./empty-queue.tsx";
import { Freshness } from "./freshness.tsx";
import { IncidentTable } from "./incident-table.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import { queuePath } from "./queue-path.ts";
import { type IncidentListed, useIncidents } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

const page = getRouteApi("/console/incidents");

/** What there is to look at, narrowed and sorted by what stands in the address. */
export const IncidentsPage = (): ReactNode => {
  const say = useSay(queueSentences);
  const search = page.useSearch();
  const navigate = page.useNavigate();
  const path = queuePath(search, Date.now());
  const answer = useIncidents(path);
  const { shown, fresh, adopt } = useSteady(JSON.stringify(search), answer.value, ({ items }) => items.map(placeOf));
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <PageTitle text={say("title")} />
        <Freshness answer={answer} />
      </Stack>
      <QueueFilters search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
      <Answered answer={{ ...answer, value: shown }}>
        {({ items, next, total }) =>
          items.length === 0 ? (
            <EmptyQueue search={search} />
          ) : (
            <Stack gap="sm">
              <ListNews
                holds={total >= totalMax ? say("foundMany", { count: totalMax }) : say("found", { count: total })}
                count={fresh}
                onShow={adopt}
              />
              <IncidentTable
                incidents={items}
                sort={search.sort ?? "-lastChange"}
                onSort={(sort) => void navigate({ search: { ...search, sort, cursor: undefined } })}
              />
              <Pager cursor={search.cursor} next={next} />
            </Stack>
          )
        }
      </Answered>
    </Stack>
  );
};

/** By which a row keeps its place: a change that moves nothing is taken in where it is. */
const placeOf = ({ id }: IncidentListed): string => id;
