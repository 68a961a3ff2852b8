import { dayMs, secondMs, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import type { OutageStore } from "@tocsin/core/outages";
import type { ReconciliationStore } from "@tocsin/core/reconciliation";
import { type SeenWorker, type SystemFacts, type SystemStore, systemResponseSchema } from "@tocsin/core/system";
import type { QueueState } from "@tocsin/queue";
import type { z } from "zod";
import { type Route, route } from "../http/route.ts";

export interface SystemParts {
  readonly system: Pick<SystemStore, "workers" | "facts">;
  readonly outages: Pick<OutageStore, "road">;
  readonly reconciliation: Pick<ReconciliationStore, "standing">;
  readonly queueState: () => QueueState;
  readonly now: () => number;
  readonly version: string;
}

/** A worker says that it lives every ten seconds. */
const silentAfterMs = 30 * secondMs;

export const systemRoutes = ({
  system,
  outages,
  reconciliation,
  queueState,
  now,
  version,
}: SystemParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/system",
    tag: "System",
    summary: "How the installation does: queue, workers, mail, sources, database; never secrets",
    policy: "system.read",
    answers: { 200: { description: "As it is now", schema: systemResponseSchema } },
    handle: async ({ caller }) => {
      const at = now();
      const facts = await system.facts(caller.scope, at - dayMs);
      const workers = await system.workers();
      const { missing, surplus, checkedAt } = await reconciliation.standing();
      const { outage } = await outages.road();
      const { sources, databaseBytes, jobs } = facts;
      const body: z.input<typeof systemResponseSchema> = {
        version,
        now: toIso(at),
        queue: { ...queueState(), jobs, ...queueOf(facts, at) },
        mail: { ...mailOf(facts), failingSince: toIsoOrNull(outage?.since ?? null) },
        reconciliation: { missing, surplus, checkedAt: toIsoOrNull(checkedAt) },
        workers: workers.map((worker) => presentWorker(worker, at)),
        sources: sources.map(({ lastReceivedAt, ...source }) => ({
          ...source,
          lastReceivedAt: toIsoOrNull(lastReceivedAt),
        })),
        database: { bytes: databaseBytes },
        node: process.versions.node,
      };
      return { status: 200, body };
    },
  }),
];

const queueOf = ({ standing: { byState, oldestDueAt } }: SystemFacts, now: number) => ({
  waiting: byState.waiting,
  sending: byState.sending,
  held: byState.held,
  inDoubt: byState.inDoubt,
  failed: byState.failed,
  oldestDueAt: oldestDueAt !== null && oldestDueAt <= now ? toIso(oldestDueAt) : null,
});

const mailOf = ({ sent, captured, failed, lastSentAt, lastTrouble }: SystemFacts) => ({
  sent,
  captured,
  failed,
  lastSentAt: toIsoOrNull(lastSentAt),
  lastTrouble: lastTrouble && { at: toIso(lastTrouble.at), said: lastTrouble.said },
});

const presentWorker = ({ environment: _unshown, ...worker }: SeenWorker, now: number) => ({
  ...worker,
  startedAt: toIso(worker.startedAt),
  seenAt: toIso(worker.seenAt),
  state: now - worker.seenAt > silentAfterMs ? ("silent" as const) : ("working" as const),
});
