import { toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { type RuleStatisticsStore, ruleStatisticsSchema } from "@tocsin/core/notification-rules";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";

const days = 30;

export const ruleStatisticsRoutes = (statistics: RuleStatisticsStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/notification-rules/statistics",
    tag: "Notification rules",
    summary: "What each rule did in the last 30 days: when it told last, incidents, mails, addresses that fail",
    policy: "rules.read",
    answers: { 200: { description: "Of every rule", schema: z.object({ items: z.array(ruleStatisticsSchema) }) } },
    handle: async ({ caller }) => {
      const items = await statistics.statistics(caller.scope, days);
      return {
        status: 200,
        body: {
          items: items.map(({ lastToldAt, failing, ...one }) => ({
            ...one,
            lastToldAt: toIsoOrNull(lastToldAt),
            failing: failing.map(({ since, ...rest }) => ({ ...rest, since: toIso(since) })),
          })),
        },
      };
    },
  }),
];
