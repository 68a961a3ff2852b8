import { setTimeout as wait } from "node:timers/promises";
import { sourceKindOf } from "@tocsin/core/incidents";
import { type IntakeStore, takeIn } from "@tocsin/core/intake";
import { type Digest, type Instant, type Job, secondMs, wholeOrganization } from "@tocsin/core/kernel";
import { nextRunAt, type PollClaim, type PollSecrets, type PollStore, type SourceStore } from "@tocsin/core/sources";
import { createPollApi, type PollApi } from "@tocsin/outbound";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { type Regular, regularly } from "../regularly.ts";
import { type RunEnd, runPoll } from "./run-poll.ts";

export interface PollerParts {
  readonly polls: PollStore;
  readonly sources: Pick<SourceStore, "resolveProblem">;
  readonly intake: IntakeStore;
  readonly announce: (jobs: readonly Job[]) => void;
  readonly digest: Digest;
  /** Throws where a secret was sealed under another key. */
  readonly openSecrets: (claim: PollClaim) => PollSecrets;
  readonly allowedHosts: readonly string[];
  readonly now: () => Instant;
  readonly metrics: Pick<Metrics, "countPoll" | "countPollRequest" | "countPolledPayload">;
  readonly log: Logger;
}

/** How often it is looked whether a poll is due. */
const lookEveryMs = secondMs;
/** A dead worker's poll is taken up by another after so long. */
const leaseMs = 30 * secondMs;
/** Polls of one worker at once. */
const togetherMax = 4;

/** Polls what is due until stopped. Each source is polled by one worker at a time, whichever that is. */
export const startPoller = (parts: PollerParts): Regular => {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const apis = new Map<string, { readonly made: string; readonly api: PollApi }>();

  /** The same one while the setting is the same, so that its token serves many polls. */
  const apiOf = (claim: PollClaim): PollApi | null => {
    const { source, poll } = claim;
    const kind = sourceKindOf(source.kind)?.poll;
    if (kind === undefined) return null;
    const made = JSON.stringify([poll.setting, poll.secrets]);
    const kept = apis.get(source.id);
    if (kept?.made === made) return kept.api;
    const { allowedHosts, now } = parts;
    const api = createPollApi({ kind, setting: poll.setting, secrets: parts.openSecrets(claim), allowedHosts, now });
    apis.set(source.id, { made, api });
    return api;
  };

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted && running.size < togetherMax) {
      const claim = await parts.polls.claim(parts.now(), leaseMs);
      if (claim === null) return;
      const run = pollOnce(parts, claim, () => apiOf(claim), stopping.signal).finally(() => running.delete(run));
      running.add(run);
    }
  };

  const looking = regularly(lookEveryMs, look, (error) =>
    parts.log.error({ err: error }, "No poll could be looked for"),
  );
  return {
    stop: async () => {
      stopping.abort();
      await looking.stop();
      await Promise.all(running);
    },
  };
};

const pollOnce = async (
  parts: PollerParts,
  claim: PollClaim,
  openApi: () => PollApi | null,
  stopping: AbortSignal,
): Promise<void> => {
  const { polls, now, metrics, log } = parts;
  const { source, poll } = claim;
  const lost = new AbortController();
  const keepAlive = setInterval(() => {
    polls.keep(claim, null, now() + leaseMs).then(
      (held) => held || lost.abort(),
      // Not written just now: the lease holds on for a while, and the next time may be better.
      () => undefined,
    );
  }, leaseMs / 3);
  const startedAt = performance.now();
  const ended = await run(parts, claim, openApi, AbortSignal.any([stopping, lost.signal])).catch(
    (error: unknown): RunEnd => {
      log.error({ err: error, sourceId: source.id }, "A poll broke");
      const fault = { cause: "failing", words: "What was fetched could not be stored; it is fetched again" } as const;
      const { state, skewMs, secretInUse } = poll;
      return { state, skewMs, secretInUse, outcome: { kind: "failed", fault }, waitMs: null };
    },
  );
  clearInterval(keepAlive);
  if (ended === null || lost.signal.aborted) return void metrics.countPoll(source.kind, "takenOver");
  const { outcome, waitMs, ...report } = ended;
  const cause = outcome.kind === "failed" ? outcome.fault.cause : null;
  const failures = poll.failures + 1;
  const nextAt = outcome.kind === "stopped" ? now() : nextRunAt(poll.setting, { at: now(), failures, cause, waitMs });
  metrics.countPoll(source.kind, outcome.kind);
  const facts = { sourceId: source.id, outcome: outcome.kind, ...(cause === null ? {} : { cause }) };
  log[outcome.kind === "failed" ? "warn" : "debug"](
    { ...facts, ms: Math.round(performance.now() - startedAt) },
    "Poll",
  );
  await polls
    .end(claim, { ...report, outcome, nextAt }, now())
    .catch((error: unknown) => log.error({ err: error, sourceId: source.id }, "How a poll ended could not be kept"));
};

const run = async (
  parts: PollerParts,
  claim: PollClaim,
  openApi: () => PollApi | null,
  signal: AbortSignal,
): Promise<RunEnd | null> => {
  const { polls, sources, intake, announce, digest, now, metrics } = parts;
  const { source, organization, poll } = claim;
  const kind = sourceKindOf(source.kind);
  const opened = open(openApi);
  if (kind?.poll === undefined || "fault" in opened || opened.api === null) {
    const fault = "fault" in opened ? opened.fault : ({ cause: "refused", words: "This kind is not polled" } as const);
    const { state, skewMs } = poll;
    return { state, skewMs, secretInUse: null, outcome: { kind: "failed", fault }, waitMs: null };
  }
  const at = { organizationId: organization.id, sourceId: source.id };
  return runPoll({
    claim,
    kind: { ...kind, poll: kind.poll },
    api: opened.api,
    digest,
    now,
    wait: (ms) => wait(ms, undefined, { signal }).catch(() => {}),
    signal,
    takeIn: async (documents) => {
      const taken = await takeIn({ store: intake, announce, digest, now }, { source, organization }, documents);
      for (const { outcome } of taken.results) metrics.countPolledPayload(source.kind, outcome);
      for (const _problem of taken.problems) metrics.countPolledPayload(source.kind, "problem");
      return taken;
    },
    keepProblem: (problem, payload) =>
      intake.keepProblem({ ...at, index: 0, path: "", problem, payload, receivedAt: now() }),
    resolveProblem: (id) => sources.resolveProblem(wholeOrganization(organization.id), source.id, id),
    keep: (state) => polls.keep(claim, state, now() + leaseMs),
    countRequest: (answer) => metrics.countPollRequest(source.kind, answer),
  });
};

const open = (openApi: () => PollApi | null) => {
  try {
    return { api: openApi() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { fault: { cause: "lostSecret", words } as const };
  }
};
