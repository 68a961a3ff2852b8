import { type DeviceGroupStore, groupOf, ungroupedName } from "@tocsin/core/device-groups";
import {
  type AcknowledgementStore,
  acknowledgementResponseSchema,
  type Evidence,
  type IncidentQueries,
  incidentFacetsSchema,
  incidentPageSchema,
  incidentResponseSchema,
  isClosed,
} from "@tocsin/core/incidents";
import { hourMs, type IncidentId, type Instant, toIso, wholeOrganization } from "@tocsin/core/kernel";
import {
  type EscalationStore,
  type ExplanationStore,
  explainIncident,
  explanationsResponseSchema,
  type MuteStore,
  muteRequestSchema,
  muteResponseSchema,
} from "@tocsin/core/notifications";
import { isMuted } from "@tocsin/core/recipients";
import { z } from "zod";
import { pageRequestOf } from "../http/paging.ts";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import { incidentFilterOf, incidentListQuery } from "./filter.ts";
import {
  groupNames,
  presentAcknowledgement,
  presentAlert,
  presentChange,
  presentDecision,
  presentEscalation,
  presentFlipStep,
  presentIncident,
  presentListed,
  presentMute,
} from "./present.ts";

const tag = "Incidents";

export interface IncidentParts {
  readonly incidents: IncidentQueries;
  readonly acknowledgements: AcknowledgementStore;
  readonly escalations: Pick<EscalationStore, "ofIncident">;
  readonly mutes: MuteStore;
  readonly explanations: ExplanationStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly now: () => Instant;
}

export const incidentRoutes = ({
  incidents,
  acknowledgements,
  escalations,
  mutes,
  explanations,
  deviceGroups,
  now,
}: IncidentParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/incidents",
    tag,
    summary: "List incidents, latest change first",
    policy: "incidents.read",
    query: incidentListQuery,
    answers: { 200: { description: "A page, and how many there are in all", schema: incidentPageSchema } },
    handle: async ({ caller, query }) => {
      const page = { ...pageRequestOf(query), sort: query.sort };
      const { items, next, total } = await incidents.list(caller.scope, incidentFilterOf(query), page);
      const nameOf = groupNames(await deviceGroups.list(wholeOrganization(caller.scope.organizationId)));
      return { status: 200, body: { items: items.map((item) => presentListed(item, nameOf)), next, total } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/incidents/facets",
    tag,
    summary: "What incidents can be narrowed to: categories, tags and people, the most frequent first",
    policy: "incidents.read",
    answers: { 200: { description: "With how many incidents there are of each", schema: incidentFacetsSchema } },
    handle: async ({ caller }) => ({ status: 200, body: await incidents.facets(caller.scope) }),
  }),
  route({
    method: "get",
    path: "/api/v1/incidents/{id}",
    tag,
    summary: "Read an incident with its alerts and changes",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    answers: { 200: { description: "The incident", schema: incidentResponseSchema } },
    handle: async ({ caller, params }) => {
      const found = await incidents.get(caller.scope, params.id);
      const { incident, generation, redirectedTo, alerts, changes, acknowledgements: acknowledged } = found;
      const groups = await deviceGroups.list(wholeOrganization(caller.scope.organizationId));
      const nameOfGroup = (evidence: Evidence) => {
        if (evidence.type !== "device") return null;
        const id = groupOf(evidence, groups);
        return groups.find((group) => group.id === id)?.name ?? ungroupedName;
      };
      return {
        status: 200,
        body: {
          ...presentIncident(incident, alerts),
          generation: generation && { number: generation.number, since: toIso(generation.since) },
          redirectedTo,
          acknowledgements: acknowledged.map(presentAcknowledgement),
          alerts: alerts.map((alert) => presentAlert(alert, nameOfGroup)),
          changes: changes.map(presentChange),
        },
      };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/incidents/{id}/acknowledge",
    tag,
    summary: "Say that you look after an incident: nobody further is told for want of an answer",
    policy: "incidents.manage",
    params: idParam<IncidentId>(),
    answers: {
      200: { description: "Who looks after it: you, or who was first", schema: acknowledgementResponseSchema },
      403: { description: "It lies in device groups of whose incidents you may only read" },
    },
    handle: async ({ caller, params }) => {
      const { acknowledgement } = await acknowledgements.acknowledge(caller.scope, params.id, caller.actor);
      return { status: 200, body: presentAcknowledgement(acknowledgement) };
    },
  }),
  route({
    method: "put",
    path: "/api/v1/incidents/{id}/mute",
    tag,
    summary: "Hear no more of an incident yourself, for some hours or until it is resolved; others still do",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    body: muteRequestSchema,
    answers: {
      200: { description: "As it stands now, in place of what you said before", schema: muteResponseSchema },
      409: { description: "The incident is resolved: it can be muted for some hours only" },
    },
    handle: async ({ caller, params, body: { hours } }) => {
      const at = now();
      const mute = { address: caller.user.email, at, until: hours === null ? null : at + hours * hourMs };
      await mutes.begin(caller.scope, params.id, mute);
      return { status: 200, body: presentMute(mute) };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/incidents/{id}/mute",
    tag,
    summary: "Hear of an incident again that you muted",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    answers: {
      204: { description: "Whatever comes next is told" },
      404: { description: "There is no such incident, or you have not muted it" },
    },
    handle: async ({ caller, params }) => {
      await mutes.endOwn(caller.scope, params.id, caller.user.email);
      return { status: 204 };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/incidents/{id}/mutes/{address}",
    tag,
    summary: "Let somebody hear of an incident again who muted it",
    policy: "incidents.manage",
    params: z.object({ ...idParam<IncidentId>().shape, address: z.string().max(320) }),
    answers: {
      204: { description: "Whatever comes next is told" },
      403: { description: "It lies in device groups of whose incidents you may only read" },
      404: { description: "There is no such incident, or that address has not muted it" },
    },
    handle: async ({ caller, params }) => {
      await mutes.end(caller.scope, params.id, params.address);
      return { status: 204 };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/incidents/{id}/explanations",
    tag,
    summary: "Why each rule told, or did not tell, of each change, and to whom",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    answers: { 200: { description: "Every rule, by name", schema: explanationsResponseSchema } },
    handle: async ({ caller, params }) => {
      const facts = await explanations.explanationFacts(caller.scope, params.id);
      const escalated = await escalations.ofIncident(params.id);
      const { id, number, title } = facts.incident;
      return {
        status: 200,
        body: {
          incident: { id, number, title },
          mutes: facts.mutes.filter((mute) => isMuted(mute, isClosed(facts.incident), now())).map(presentMute),
          rules: explainIncident(facts).map(({ rule, notified, changes }) => ({
            rule: { id: rule.id, name: rule.name, version: rule.version },
            notified,
            escalations: escalated.filter((one) => one.ruleId === rule.id).map(presentEscalation),
            changes: changes.map(({ change, asDecided, asNow, flip }) => ({
              change: { id: change.id, seq: change.seq, at: toIso(change.at), kinds: change.kinds },
              asDecided: asDecided === null ? null : presentDecision(asDecided),
              asNow: presentDecision(asNow),
              flip: flip?.map(presentFlipStep) ?? null,
            })),
          })),
        },
      };
    },
  }),
];
