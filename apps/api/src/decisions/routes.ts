import { type IncidentId, idSchema, pageSchema, type RuleId, toIso } from "@tocsin/core/kernel";
import { type DecisionQueries, decisionListedSchema } from "@tocsin/core/notifications";
import { z } from "zod";
import { pageRequestOf, pagingQuery, severalOf } from "../http/paging.ts";
import { idOf, momentQuery } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";

const listQuery = pagingQuery.extend({
  outcome: severalOf(z.enum(["notify", "suppressed", "no"])),
  rule: idSchema.pipe(idOf<RuleId>()).optional(),
  incident: idSchema.pipe(idOf<IncidentId>()).optional(),
  from: momentQuery,
  to: momentQuery,
});

export const decisionRoutes = (decisions: DecisionQueries): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/decisions",
    tag: "Deliveries",
    summary: "What rules answered to changes of incidents, and why: `outcome=no,suppressed` is why nothing was sent",
    policy: "deliveries.read",
    query: listQuery,
    answers: { 200: { description: "A page, newest change first", schema: pageSchema(decisionListedSchema) } },
    handle: async ({ caller, query }) => {
      const { outcome: outcomes, rule = null, incident = null, from = null, to = null } = query;
      const filter = { outcomes, ruleId: rule, incidentId: incident, from, to };
      const page = await decisions.list(caller.scope, filter, pageRequestOf(query));
      return {
        status: 200,
        body: {
          ...page,
          items: page.items.map(({ change, decision: { ruleId: _ruleId, ...decision }, ...one }) => ({
            ...one,
            change: { ...change, at: toIso(change.at) },
            decision,
          })),
        },
      };
    },
  }),
];
