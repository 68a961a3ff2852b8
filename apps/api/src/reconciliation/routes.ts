import { toIso } from "@tocsin/core/kernel";
import {
  becauseOf,
  type FindingListed,
  findingPageSchema,
  type ReconciliationStore,
  seenResponseSchema,
} from "@tocsin/core/reconciliation";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { type Route, route } from "../http/route.ts";

const tag = "System";

export interface ReconciliationParts {
  readonly reconciliation: Pick<ReconciliationStore, "list" | "markSeen">;
  readonly now: () => number;
}

export const reconciliationRoutes = ({ reconciliation, now }: ReconciliationParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/reconciliation",
    tag,
    summary: "Mails that are missing or surplus by what was decided, newest finding first; empty where all is well",
    policy: "deliveries.read",
    query: pagingQuery,
    answers: { 200: { description: "A page of what nobody has seen yet", schema: findingPageSchema } },
    handle: async ({ caller, query }) => {
      const { items, next } = await reconciliation.list(caller.scope, pageRequestOf(query));
      return { status: 200, body: { items: items.map(present), next } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/reconciliation/seen",
    tag,
    summary: "Take every open finding of the organization off the list, because somebody has looked at them",
    policy: "settings.manage",
    answers: { 200: { description: "How many they were", schema: seenResponseSchema } },
    handle: async ({ caller }) => ({
      status: 200,
      body: { seen: await reconciliation.markSeen(caller.scope.organizationId, now()) },
    }),
  }),
];

const present = ({ organizationId: _own, changeId: _inside, at, ...finding }: FindingListed) => ({
  id: finding.id,
  kind: finding.kind,
  why: finding.why,
  because: becauseOf(finding.why),
  incident: { id: finding.incidentId, number: finding.incidentNumber },
  rule: { id: finding.ruleId, name: finding.ruleName },
  address: finding.address,
  deliveryId: finding.deliveryId,
  changedAt: toIso(at),
  foundAt: toIso(finding.foundAt),
});
