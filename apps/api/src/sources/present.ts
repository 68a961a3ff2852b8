import { minuteMs, type Scope, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { allowedSilenceMs, type PollResponse, type Source, type SourceStore, stateOf } from "@tocsin/core/sources";
import type { PolledSources } from "./polled-sources.ts";

/** Sources as the API shows them, with what is counted and polled of each. */
export type PresentSources = (scope: Scope, list: readonly Source[]) => Promise<PresentedSource[]>;

type PresentedSource = ReturnType<typeof presentSource>;

export const openPresent =
  ({ sources, polled }: { readonly sources: SourceStore; readonly polled: PolledSources }): PresentSources =>
  async (scope, list) => {
    const pollOf = await polled.of(scope, list);
    const open = await sources.countOpenProblems(
      scope,
      list.map(({ id }) => id),
    );
    return list.map((source) => presentSource(source, pollOf(source), open.get(source.id) ?? 0));
  };

export const presentOne = async (present: PresentSources, scope: Scope, source: Source): Promise<PresentedSource> => {
  const [presented] = await present(scope, [source]);
  if (presented === undefined) throw new Error("A source was not presented");
  return presented;
};

const presentSource = (source: Source, poll: PollResponse | null, openProblems: number) => {
  const allowed = allowedSilenceMs(source.signs);
  const { state, since } = stateOf(source.signs);
  return {
    id: source.id,
    name: source.name,
    kind: source.kind,
    settings: source.settings,
    createdAt: toIso(source.createdAt),
    lastReceivedAt: toIsoOrNull(source.lastReceivedAt),
    demo: source.demo,
    signed: source.signed,
    keyInPath: source.keyInPath,
    poll,
    silentAfterMinutes: source.signs.silentAfterMinutes,
    allowedSilenceMinutes: allowed === null ? null : Math.round(allowed / minuteMs),
    state,
    stateSince: toIsoOrNull(since),
    openProblems,
  };
};
