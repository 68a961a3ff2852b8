import type { Scope, SourceId } from "@tocsin/core/kernel";
import type { PollDraft, PollResponse, PollStore, PollWords, Source } from "@tocsin/core/sources";
import type { Seal } from "@tocsin/secrets";
import { type DraftedPoll, draftedPoll, sealSecrets } from "./draft-poll.ts";
import { presentPoll } from "./present-poll.ts";

export interface PolledSourcesParts {
  readonly polls: PollStore;
  readonly seal: Seal;
  /** Hosts beside Microsoft's that sources may be polled at. */
  readonly pollHosts: readonly string[];
  readonly now: () => number;
}

/** What sources are polled, and how that goes. */
export interface PolledSources {
  of(scope: Scope, sources: readonly Source[]): Promise<(source: Source) => PollResponse | null>;
  /** The draft, checked, with the secrets that it leaves as they are; throws where it cannot be. */
  check(
    scope: Scope,
    kind: string,
    draft: PollDraft | null | undefined,
    id?: SourceId,
  ): Promise<DraftedPoll | null | undefined>;
  /** A poll as it is kept of a source. */
  sealed(poll: DraftedPoll, id: SourceId): PollWords;
}

export const openPolledSources = (parts: PolledSourcesParts): PolledSources => {
  const { polls, seal, now } = parts;
  return {
    sealed: ({ setting, secrets }, id) => ({ setting, secrets: sealSecrets(secrets, id, seal) }),
    of: async (scope, sources) => {
      const found = await polls.of(
        scope,
        sources.map(({ id }) => id),
      );
      return ({ id, kind }) => presentPoll(kind, found.get(id), now());
    },
    check: async (scope, kind, draft, id) => {
      if (!draft) return draft;
      const poll = id === undefined ? undefined : (await polls.of(scope, [id])).get(id);
      return draftedPoll(kind, draft, id === undefined || poll === undefined ? null : { id, poll }, parts);
    },
  };
};
