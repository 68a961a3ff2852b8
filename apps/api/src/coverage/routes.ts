import { ungroupedId, ungroupedName } from "@tocsin/core/device-groups";
import type { IncidentQueries } from "@tocsin/core/incidents";
import { dayMs } from "@tocsin/core/kernel";
import { coverageOf } from "@tocsin/core/notification-rules";
import { type CoverageStore, coverageResponseSchema, receiveRight, unheardReason } from "@tocsin/core/notifications";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { groupNames, presentListed } from "../incidents/present.ts";

export interface CoverageParts {
  readonly coverage: CoverageStore;
  readonly incidents: IncidentQueries;
  readonly now: () => number;
}

const listed = 50;

export const coverageRoutes = ({ coverage, incidents, now }: CoverageParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/coverage",
    tag: "Notification rules",
    summary:
      "Who is told of what: severity × device group × source; and the incidents of the last days that reached nobody",
    policy: "rules.read",
    query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    answers: { 200: { description: "Every cell, also the empty ones", schema: coverageResponseSchema } },
    handle: async ({ caller, query }) => {
      const facts = await coverage.coverageFacts(caller.scope);
      const { organization, groups, sources, userScopeOf } = facts;
      const seen = (id: (typeof groups)[number]["id"]): boolean =>
        caller.scope.deviceGroups === null || caller.scope.deviceGroups.has(id);
      const visible = groups.filter(({ id }) => seen(id));
      const cells = coverageOf({
        rules: facts.rules,
        groupIds: visible.map(({ id }) => id),
        sourceIds: sources.map(({ id }) => id),
        rightOf: (address) => receiveRight(address, organization.allowedDomains, userScopeOf),
      }).filter(({ deviceGroupId }) =>
        deviceGroupId === null ? caller.scope.deviceGroups === null : seen(deviceGroupId),
      );
      const named = new Set(cells.flatMap(({ rules }) => rules.map(({ ruleId }) => ruleId)));
      const unheard = await incidents.list(
        caller.scope,
        { severities: [], statuses: [], told: "nobody", changedFrom: now() - query.days * dayMs },
        { limit: listed, after: null, sort: "-severity" },
      );
      const reasons = await coverage.unheardBecause(
        caller.scope,
        unheard.items.map(({ id }) => id),
      );
      return {
        status: 200,
        body: {
          deviceGroups: [
            ...visible.map(({ id, name }) => ({ id, name })),
            ...(seen(ungroupedId) ? [{ id: ungroupedId, name: ungroupedName }] : []),
            ...(caller.scope.deviceGroups === null ? [{ id: null, name: "No device" }] : []),
          ],
          sources,
          rules: facts.rules.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name })),
          cells,
          unheard: {
            total: unheard.total,
            items: unheard.items.map((incident) => ({
              incident: presentListed(incident, groupNames(groups)),
              ...unheardReason(reasons.get(incident.id) ?? { answers: [], givenUp: null }),
            })),
          },
        },
      };
    },
  }),
];
