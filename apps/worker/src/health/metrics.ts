import type { AttemptReport, OutcomeKind, SweepReport, TransportKind } from "@tocsin/core/deliveries";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What Prometheus may read of this program: counts and times, and no label that holds an address, a title or an id. */
export interface Metrics {
  countClaim(what: AttemptReport["kind"]): void;
  countAttempt(transport: TransportKind, outcome: OutcomeKind, seconds: number): void;
  countSweep(report: SweepReport): void;
  /** Changes whose mails were compared with what was decided about them. */
  countReconciled(changes: number): void;
  countPoll(sourceKind: string, result: "caughtUp" | "failed" | "stopped" | "takenOver"): void;
  /** A request to a polled API, by what its answer meant. */
  countPollRequest(sourceKind: string, answer: string): void;
  /** A payload that a poll took in: a kind of change, `unchanged`, `stale`, `ignored` or `problem`. */
  countPolledPayload(sourceKind: string, outcome: string): void;
  readonly registry: Registry;
}

export const createMetrics = (version: string): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "tocsin_build_info",
    help: "Always 1; which version runs, on which Node",
    labelNames: ["version", "node"],
    registers,
  }).set({ version, node: process.versions.node }, 1);

  const claims = new Counter({
    name: "tocsin_claims_total",
    help: "Jobs of deliveries, by what became of each",
    labelNames: ["result"],
    registers,
  });
  const attempts = new Counter({
    name: "tocsin_attempts_total",
    help: "Attempts that came to an end, by what the transport answered",
    labelNames: ["transport", "outcome"],
    registers,
  });
  const times = new Histogram({
    name: "tocsin_attempt_seconds",
    help: "Time from a claim to the commit of its outcome",
    labelNames: ["transport"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600],
    registers,
  });
  const swept = new Counter({
    name: "tocsin_swept_total",
    help: "Deliveries that the sweep set on their way again; above zero, something was lost or died",
    labelNames: ["what"],
    registers,
  });

  const reconciled = new Counter({
    name: "tocsin_reconciled_changes_total",
    help: "Changes whose mails were compared with what was decided about them",
    registers,
  });
  const polls = new Counter({
    name: "tocsin_polls_total",
    help: "Polls of sources that came to an end, by how",
    labelNames: ["source_kind", "result"],
    registers,
  });
  const pollRequests = new Counter({
    name: "tocsin_poll_requests_total",
    help: "Requests to APIs that are polled, by what the answer meant",
    labelNames: ["source_kind", "answer"],
    registers,
  });
  const polledPayloads = new Counter({
    name: "tocsin_polled_payloads_total",
    help: "Payloads that polls took in, by what became of them",
    labelNames: ["source_kind", "outcome"],
    registers,
  });

  return {
    countReconciled: (changes) => reconciled.inc(changes),
    countPoll: (sourceKind, result) => polls.inc({ source_kind: sourceKind, result }),
    countPollRequest: (sourceKind, answer) => pollRequests.inc({ source_kind: sourceKind, answer }),
    countPolledPayload: (sourceKind, outcome) => polledPayloads.inc({ source_kind: sourceKind, outcome }),
    countClaim: (result) => claims.inc({ result }),
    countAttempt: (transport, outcome, seconds) => {
      attempts.inc({ transport, outcome });
      times.observe({ transport }, seconds);
    },
    countSweep: (report) => {
      for (const [what, count] of Object.entries(report)) swept.inc({ what }, count);
    },
    registry,
  };
};
