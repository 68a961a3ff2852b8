import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { ButtonLink } from "../../components/link.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { agoIn } from "../../lib/ago.ts";
import { isNarrowed } from "./queue-path.ts";
import type { QueueSearch } from "./queue-search.ts";
import { useSources } from "./requests.ts";
import { queueSentences } from "./sentences.ts";

const silentAfterMs = 24 * 60 * 60 * 1_000;

/** Where there is nothing to look at. That all is quiet is told apart from nothing coming in. */
export const EmptyQueue = ({ search }: { readonly search: QueueSearch }): ReactNode => {
  const say = useSay(queueSentences);
  const sources = useSources();
  if (isNarrowed(search)) {
    return (
      <EmptyState
        title={say("empty.filtered")}
        text={say("empty.filteredHelp", { closed: search.status === undefined ? "no" : "yes" })}
      />
    );
  }
  if (sources.value?.items.length === 0) {
    return <EmptyState title={say("empty.noSource")} text={say("empty.noSourceHelp")} />;
  }
  return (
    <EmptyState title={say("empty.open")} text={<LastEvent sources={sources.value?.items ?? []} />}>
      <ButtonLink to="/incidents" search={{ status: "any" }} variant="default">
        {say("showResolved")}
      </ButtonLink>
    </EmptyState>
  );
};

interface LastEventProps {
  readonly sources: readonly { readonly name: string; readonly lastReceivedAt: string | null }[];
}

const LastEvent = ({ sources }: LastEventProps): ReactNode => {
  const say = useSay(queueSentences);
  const { language } = useLanguage();
  const heard = sources.flatMap(({ name, lastReceivedAt }) =>
    lastReceivedAt === null ? [] : [{ name, at: Date.parse(lastReceivedAt) }],
  );
  const last = heard.toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined) return say("empty.neverEvent");
  const now = Date.now();
  return (
    <>
      {say("empty.lastEvent", { ago: agoIn(language, last.at, now), source: last.name })}
      {now - last.at > silentAfterMs && (
        <Text component="span" c="var(--mantine-color-error)">
          {" "}
          {say("empty.silent", { source: last.name })}
        </Text>
      )}
    </>
  );
};
