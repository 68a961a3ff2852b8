import { deliveryPageSchema, mailResponseSchema } from "@tocsin/core/deliveries";
import { pageSchema } from "@tocsin/core/kernel";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { decisionListedSchema, deliveryWithAttemptsSchema } from "@tocsin/core/notifications";
import { useAnswer } from "../../lib/api.ts";
import { startOf } from "../../lib/ranges.ts";
import type { LogSearch } from "./log-search.ts";

const refreshMs = 20_000;

const decisions = pageSchema(decisionListedSchema);
const rules = pageSchema(ruleResponseSchema);

export type Delivery = ReturnType<typeof deliveryPageSchema.parse>["items"][number];
export type DeliveryWithAttempts = ReturnType<typeof deliveryWithAttemptsSchema.parse>;
export type DecisionListed = ReturnType<typeof decisionListedSchema.parse>;
export type Mail = ReturnType<typeof mailResponseSchema.parse>;

const pathWith = (path: string, asked: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams({ limit: "50" });
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return `${path}?${query}`;
};

const fromOf = ({ range }: LogSearch) => (range === undefined ? undefined : startOf(range, Date.now()));

/** `text` is what was typed: addresses stay out of the page's own address. */
export const useDeliveries = (search: LogSearch, text: string, enabled: boolean) => {
  const { state, rule, incident, cursor } = search;
  const asked = { state, rule, incident, cursor, from: fromOf(search), text: text === "" ? undefined : text };
  return useAnswer(pathWith("/api/v1/deliveries", asked), deliveryPageSchema, { enabled, everyMs: refreshMs });
};

/** Without a choice, what was not told. */
export const useDecisions = (search: LogSearch, enabled: boolean) => {
  const { outcome = "no,suppressed", rule, incident, cursor } = search;
  const asked = { rule, incident, cursor, from: fromOf(search), outcome: outcome === "any" ? undefined : outcome };
  return useAnswer(pathWith("/api/v1/decisions", asked), decisions, { enabled });
};

export const useRules = () => useAnswer("/api/v1/notification-rules?limit=200", rules);

/** Asked again while it is not at its end. */
export const useDelivery = (id: string) =>
  useAnswer(`/api/v1/deliveries/${id}`, deliveryWithAttemptsSchema, { everyMs: refreshMs });

export const useMail = (id: string, enabled: boolean) =>
  useAnswer(`/api/v1/deliveries/${id}/mail`, mailResponseSchema, { enabled });
