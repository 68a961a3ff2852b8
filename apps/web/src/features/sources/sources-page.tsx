import { Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { pageSchema } from "@tocsin/core/kernel";
import { sourceResponseSchema } from "@tocsin/core/sources";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { kindsSchema } from "./kinds.ts";
import { sourceSentences } from "./sentences.ts";
import { SourceState } from "./source-state.tsx";

const sourcePage = pageSchema(sourceResponseSchema);
const route = getRouteApi("/console/sources");

/** The systems that report, and when each did last. */
export const SourcesPage = (): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const { cursor } = route.useSearch();
  const path = `/api/v1/sources${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`;
  const answer = useAnswer(path, sourcePage, { everyMs: 10_000 });
  const kinds = useAnswer("/api/v1/source-kinds", kindsSchema).value?.items;
  const titleOf = (kind: string): string => (kinds ? (kinds.find((one) => one.kind === kind)?.title ?? kind) : "");
  const add = (
    <NeedsRight right="sources.manage">
      <ButtonLink to="/sources/new">{say("add")}</ButtonLink>
    </NeedsRight>
  );
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        {add}
      </PageTitle>
      <Answered answer={answer}>
        {({ items, next }) =>
          items.length === 0 && cursor === undefined ? (
            <EmptyState title={say("empty")} text={say("empty.help")} />
          ) : (
            <>
              <DataTable
                caption={say("caption")}
                columns={[
                  {
                    id: "name",
                    header: say("name"),
                    names: true,
                    cell: ({ id, name, demo }) => (
                      <>
                        <Link to="/sources/$id" params={{ id }}>
                          <Foreign text={name} />
                        </Link>
                        {demo && (
                          <Text component="span" size="sm" c="dimmed">
                            {" "}
                            ({say("demo")})
                          </Text>
                        )}
                      </>
                    ),
                  },
                  { id: "kind", header: say("kind"), cell: ({ kind }) => <span lang="en">{titleOf(kind)}</span> },
                  {
                    id: "state",
                    header: say("state"),
                    cell: (source) => <SourceState source={source} />,
                  },
                  {
                    id: "last",
                    header: say("lastEvent"),
                    cell: ({ lastReceivedAt }) =>
                      lastReceivedAt === null ? say("waiting") : <Time at={lastReceivedAt} times={times} />,
                  },
                ]}
                rows={items}
                keyOf={({ id }) => id}
              />
              <Pager cursor={cursor} next={next} />
            </>
          )
        }
      </Answered>
    </Stack>
  );
};
