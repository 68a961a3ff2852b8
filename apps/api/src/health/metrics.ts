import { Counter, collectDefaultMetrics, Registry } from "prom-client";

/** What Prometheus may read at `/metrics`. */
export interface Metrics {
  /** Payloads by what became of them: a kind of change, `unchanged`, `stale`, `ignored` or `problem`. */
  countPayload(outcome: string): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const payloads = new Counter({
    name: "tocsin_payloads_total",
    help: "Payloads taken in, by what became of them",
    labelNames: ["outcome"],
    registers: [registry],
  });
  return {
    countPayload: (outcome) => payloads.inc({ outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
