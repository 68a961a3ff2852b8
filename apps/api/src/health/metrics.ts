import type { DeliveryStanding } from "@tocsin/core/deliveries";
import type { Instant } from "@tocsin/core/kernel";
import type { Decision } from "@tocsin/core/notification-rules";
import type { OutageStore } from "@tocsin/core/outages";
import type { ReconciliationStore } from "@tocsin/core/reconciliation";
import { type PollStore, type SourceStore, sourceStates } from "@tocsin/core/sources";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What Prometheus may read at `/metrics`: counts and times, and no label that holds an address, a title or an id. */
export interface Metrics {
  /** A payload that was taken in: a kind of change, `unchanged`, `stale` or `ignored`. */
  countPayload(sourceKind: string, outcome: string): void;
  /** A payload that could not be read and is kept with its problem. */
  countProblem(sourceKind: string): void;
  countDecisions(outcomes: readonly Decision["outcome"][]): void;
  /** From handing a payload to the database until its commit is durable. */
  timeCommit(seconds: number): void;
  /** `route` is the pattern, never the path that was asked for. */
  timeRequest(
    request: { readonly method: string; readonly route: string; readonly status: string },
    seconds: number,
  ): void;
  readonly registry: Registry;
}

export interface MetricsParts {
  /** How deliveries stand, asked at each scrape. */
  readonly standing: () => Promise<DeliveryStanding>;
  /** How sources fare, asked at each scrape. */
  readonly sources: SourceStore["standing"];
  /** How polls stand, asked at each scrape. */
  readonly polls: PollStore["standing"];
  /** How decisions and mails agree, asked at each scrape. */
  readonly reconciliation: ReconciliationStore["standing"];
  /** Whether mail goes out, asked at each scrape. */
  readonly road: OutageStore["road"];
  readonly now: () => Instant;
  readonly version: string;
}

export const createMetrics = (parts: MetricsParts): Metrics => {
  const { standing, sources, polls, reconciliation, road, now, version } = parts;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "tocsin_build_info",
    help: "Always 1; which version runs, on which Node",
    labelNames: ["version", "node"],
    registers,
  }).set({ version, node: process.versions.node }, 1);

  const payloads = new Counter({
    name: "tocsin_payloads_total",
    help: "Payloads taken in, by what became of them",
    labelNames: ["source_kind", "outcome"],
    registers,
  });
  const problems = new Counter({
    name: "tocsin_payload_problems_total",
    help: "Payloads that could not be read and are kept with their problem",
    labelNames: ["source_kind"],
    registers,
  });
  const decisions = new Counter({
    name: "tocsin_decisions_total",
    help: "Decisions of candidate rules about incident changes",
    labelNames: ["outcome"],
    registers,
  });
  const commits = new Histogram({
    name: "tocsin_commit_seconds",
    help: "Time from handing a payload to the database until its commit is durable",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  const requests = new Histogram({
    name: "tocsin_http_request_seconds",
    help: "Time from a request to the end of its answer, by the route's pattern",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  registerStanding(registers, standing, now);
  registerSources(registers, sources);
  registerPolls(registers, polls, now);
  registerReconciliation(registers, reconciliation, now);
  registerOutage(registers, road, now);

  return {
    countPayload: (sourceKind, outcome) => payloads.inc({ source_kind: sourceKind, outcome }),
    countProblem: (sourceKind) => problems.inc({ source_kind: sourceKind }),
    countDecisions: (outcomes) => {
      for (const outcome of outcomes) decisions.inc({ outcome });
    },
    timeCommit: (seconds) => commits.observe(seconds),
    timeRequest: (request, seconds) => requests.observe(request, seconds),
    registry,
  };
};

/** Read from the database at each scrape: the same for every replica, and true when the worker is away. */
const registerStanding = (
  registers: Registry[],
  standing: MetricsParts["standing"],
  now: MetricsParts["now"],
): void => {
  new Gauge({
    name: "tocsin_deliveries",
    help: "Deliveries now in a state that is not a good end",
    labelNames: ["state"],
    registers,
    async collect() {
      const { byState } = await standing();
      for (const [state, count] of Object.entries(byState)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "tocsin_oldest_due_delivery_seconds",
    help: "For how long the delivery that has waited longest has been due; 0 where none is",
    registers,
    async collect() {
      const { oldestDueAt } = await standing();
      this.set(oldestDueAt === null ? 0 : Math.max(0, now() - oldestDueAt) / 1_000);
    },
  });
};

/** Counted by kind: no label names a source. A state that no source of a kind is in is 0, so that its end is seen. */
const registerSources = (registers: Registry[], sources: MetricsParts["sources"]): void => {
  new Gauge({
    name: "tocsin_sources",
    help: "Sources by how they fare: new, well, silent for longer than they may be, or failing, as nothing can be read",
    labelNames: ["source_kind", "state"],
    registers,
    async collect() {
      this.reset();
      for (const { kind, state } of await sources()) {
        for (const one of sourceStates) this.inc({ source_kind: kind, state: one }, one === state ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: "tocsin_open_payload_problems",
    help: "Payloads that could not be read and that nobody has settled yet",
    labelNames: ["source_kind"],
    registers,
    async collect() {
      this.reset();
      for (const { kind, openProblems } of await sources()) this.inc({ source_kind: kind }, openProblems);
    },
  });
};

/** No label names a source: of each kind the one that is worst off is told. */
const registerPolls = (registers: Registry[], polls: MetricsParts["polls"], now: MetricsParts["now"]): void => {
  new Gauge({
    name: "tocsin_poll_lag_seconds",
    help: "How far the source that lags most is behind the list that it polls",
    labelNames: ["source_kind"],
    registers,
    async collect() {
      this.reset();
      const behind = new Map<string, number>();
      for (const { kind, through } of await polls()) {
        behind.set(kind, Math.max(behind.get(kind) ?? 0, (now() - through) / 1_000));
      }
      for (const [kind, seconds] of behind) this.set({ source_kind: kind }, seconds);
    },
  });
  new Gauge({
    name: "tocsin_polls_failing",
    help: "Sources whose last poll failed",
    labelNames: ["source_kind"],
    registers,
    async collect() {
      this.reset();
      for (const { kind, failures } of await polls()) this.inc({ source_kind: kind }, failures > 0 ? 1 : 0);
    },
  });
};

/** Read from the database at each scrape, so that they are true when every worker is away. */
const registerReconciliation = (
  registers: Registry[],
  standing: MetricsParts["reconciliation"],
  now: MetricsParts["now"],
): void => {
  new Gauge({
    name: "tocsin_reconciliation_findings",
    help: "Mails that are missing or surplus by what was decided, and that nobody has looked at",
    labelNames: ["kind"],
    registers,
    async collect() {
      const { missing, surplus } = await standing();
      this.set({ kind: "missing" }, missing);
      this.set({ kind: "surplus" }, surplus);
    },
  });
  new Gauge({
    name: "tocsin_reconciliation_age_seconds",
    help: "Since when decisions and mails have not been compared; 0 where that never happened",
    registers,
    async collect() {
      const { checkedAt } = await standing();
      this.set(checkedAt === null ? 0 : Math.max(0, now() - checkedAt) / 1_000);
    },
  });
};

const registerOutage = (registers: Registry[], road: MetricsParts["road"], now: MetricsParts["now"]): void => {
  new Gauge({
    name: "tocsin_mail_failing_seconds",
    help: "For how long every attempt at a mail has failed, by whichever worker; 0 while mail goes out",
    registers,
    async collect() {
      const { outage } = await road();
      this.set(outage === null ? 0 : Math.max(0, now() - outage.since) / 1_000);
    },
  });
};
