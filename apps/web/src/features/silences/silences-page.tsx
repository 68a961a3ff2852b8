import { Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { pageSchema } from "@tocsin/core/kernel";
import { silenceResponseSchema } from "@tocsin/core/silences";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { FilterBar } from "../../components/filter-bar.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { silenceSentences } from "./sentences.ts";
import { type Silence, silencesPath } from "./silence.ts";
import { SilenceTime } from "./silence-time.tsx";

const silencePage = pageSchema(silenceResponseSchema);
const route = getRouteApi("/console/silences");
const states = ["active", "upcoming", "over"] as const;

/** What is not told for a while, by whom and why, and how much it has held. */
export const SilencesPage = (): ReactNode => {
  const say = useSay(silenceSentences);
  const { state, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = new URLSearchParams({ ...(state && { state }), ...(cursor && { cursor }) });
  const answer = useAnswer(`${silencesPath}?${query}`, silencePage, { everyMs: 10_000 });
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        <NeedsRight right="silences.manage">
          <ButtonLink to="/silences/new">{say("add")}</ButtonLink>
        </NeedsRight>
      </PageTitle>
      <FilterBar
        label={say("filters.label")}
        choices={[
          {
            name: "state",
            label: say("state.filter"),
            value: state ?? "",
            options: [
              { value: "", label: say("state.any") },
              ...states.map((value) => ({ value, label: say(`state.${value}`) })),
            ],
          },
        ]}
        narrowed={state !== undefined}
        onChange={(_name, value) => void navigate({ search: { state: states.find((each) => each === value) } })}
        onClear={() => void navigate({ search: {} })}
      />
      <Answered answer={answer}>
        {({ items, next }) =>
          items.length === 0 && cursor === undefined ? (
            <Nothing filtered={state !== undefined} />
          ) : (
            <>
              <Silences items={items} />
              <Pager cursor={cursor} next={next} />
            </>
          )
        }
      </Answered>
    </Stack>
  );
};

const Nothing = ({ filtered }: { readonly filtered: boolean }): ReactNode => {
  const say = useSay(silenceSentences);
  return filtered ? (
    <EmptyState title={say("empty.filtered")} text={say("empty.filtered.help")} />
  ) : (
    <EmptyState title={say("empty")} text={say("empty.help")} />
  );
};

const Silences = ({ items }: { readonly items: readonly Silence[] }): ReactNode => {
  const say = useSay(silenceSentences);
  const columns: readonly Column<Silence>[] = [
    {
      id: "comment",
      header: say("comment"),
      names: true,
      cell: ({ id, comment }) => (
        <Link to="/silences/$id" params={{ id }}>
          <Foreign text={comment} />
        </Link>
      ),
    },
    { id: "state", header: say("state"), tight: true, cell: ({ state }) => say(`state.${state}`) },
    { id: "time", header: say("time"), cell: (silence) => <SilenceTime silence={silence} /> },
    { id: "owner", header: say("owner"), cell: ({ owner }) => <Foreign text={owner} /> },
    {
      id: "held",
      header: say("held"),
      cell: ({ held }) => (
        <Text size="sm" component="span">
          {say("held.count", { ...held })}
        </Text>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("caption")}
      columns={columns}
      rows={items}
      keyOf={({ id }) => id}
      toneOf={({ state }) => (state === "over" ? "quiet" : undefined)}
    />
  );
};
