import { organizationQuery } from "@tocsin/core/access";
import {
  type Attempt,
  type DeliveryActions,
  type DeliveryListed,
  type DeliveryQueries,
  deliveryPageSchema,
  deliveryStateSchema,
  mailResponseSchema,
  type Outcome,
} from "@tocsin/core/deliveries";
import { type DeliveryId, idSchema, type Job, refused, type Scope, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { isPrivate } from "@tocsin/core/messages";
import { deliveryWithAttemptsSchema, type ExplanationStore } from "@tocsin/core/notifications";
import { normaliseAddress } from "@tocsin/core/recipients";
import { z } from "zod";
import { pageRequestOf, pagingQuery, severalOf } from "../http/paging.ts";
import { idParam, momentQuery } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";

const tag = "Deliveries";

const filterQuery = pagingQuery.extend({
  state: severalOf(deliveryStateSchema),
  address: z.string().max(320).optional(),
  incident: idSchema.optional(),
  rule: idSchema.optional(),
  foldedInto: idSchema.optional().describe("Only those of which that digest tells, or is to"),
  from: momentQuery,
  to: momentQuery,
  text: z.string().max(200).optional(),
});

export interface DeliveryParts {
  readonly deliveries: DeliveryQueries;
  readonly actions: DeliveryActions;
  readonly announce: (jobs: readonly Job[]) => void;
  readonly explanations: ExplanationStore;
}

export const deliveryRoutes = ({ deliveries, actions, announce, explanations }: DeliveryParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/deliveries",
    tag,
    summary: "List deliveries, newest first",
    policy: "deliveries.read",
    query: filterQuery,
    answers: { 200: { description: "A page, and how many there are by state", schema: deliveryPageSchema } },
    handle: async ({ caller, query }) => {
      const { state, address, incident, rule, foldedInto, from, to, text } = query;
      const filter = {
        states: state,
        address: addressOf(address),
        incidentId: incident ?? null,
        ruleId: rule ?? null,
        foldedInto,
        madeFrom: from ?? null,
        madeTo: to ?? null,
        text: text ?? null,
      };
      const page = await deliveries.list(caller.scope, filter, pageRequestOf(query));
      return { status: 200, body: { ...page, items: page.items.map(presentDelivery) } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/deliveries/{id}",
    tag,
    summary: "Read a delivery with its attempts, and the changes and rules that caused it",
    policy: "deliveries.read",
    params: idParam<DeliveryId>(),
    answers: { 200: { description: "The delivery", schema: deliveryWithAttemptsSchema } },
    handle: async ({ caller, params }) => {
      const { attempts, ...listed } = await deliveries.get(caller.scope, params.id);
      const causes = await explanations.causesOf(caller.scope, params.id);
      return {
        status: 200,
        body: {
          ...presentDelivery(listed),
          attempts: attempts.map(presentAttempt),
          causes: causes.map(({ change, rule, decision }) => {
            const { ruleId: _ruleId, ...answer } = decision;
            const { id, seq, at, kinds } = change;
            return { change: { id, seq, at: toIso(at), kinds }, rule, decision: answer };
          }),
        },
      };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/deliveries/{id}/mail",
    tag,
    summary: "Read the exact mail, as it was or will be sent",
    policy: "deliveries.read",
    params: idParam<DeliveryId>(),
    answers: {
      200: { description: "The mail", schema: mailResponseSchema },
      403: { description: "It is about somebody's own account, and for him alone" },
      404: { description: "There is no such delivery, or its mail is not made yet" },
    },
    handle: async ({ caller, params }) => {
      const { date, ...mail } = await exactMail(deliveries, caller.scope, params.id);
      return { status: 200, body: { ...mail, date: toIso(date) } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/deliveries/{id}/mail/html",
    tag,
    summary: "Look at the exact mail in a frame: it can run, load and send nothing",
    policy: "deliveries.read",
    params: idParam<DeliveryId>(),
    query: z.object({ [organizationQuery]: idSchema.optional().describe("In place of the header, for frames") }),
    answers: {
      200: { description: "The mail's own page", schema: z.string(), type: "text/html" },
      403: { description: "It is about somebody's own account, and for him alone" },
      404: { description: "There is no such delivery, or its mail is not made yet" },
    },
    handle: async ({ caller, params }) => {
      const { html } = await exactMail(deliveries, caller.scope, params.id);
      return {
        status: 200,
        text: { type: "text/html", content: html },
        headers: { "Content-Security-Policy": framedMailPolicy, "Referrer-Policy": "no-referrer" },
      };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/deliveries/{id}/redrive",
    tag,
    summary: "Send once more: a failed delivery as it is, a sent one as a new delivery of the same mail",
    policy: "deliveries.redrive",
    params: idParam<DeliveryId>(),
    answers: {
      202: { description: "On its way", schema: z.object({ id: z.string(), redriveOf: z.string().nullable() }) },
      409: { description: "It is on its way already" },
    },
    handle: async ({ caller, params }) => {
      const { jobs, ...redriven } = await actions.redrive(caller.scope, params.id);
      announce(jobs);
      return { status: 202, body: redriven };
    },
  }),
];

/**
 * What a mail may do, wherever it is opened: show its own styles and the pictures that it brings along. The sandbox gives it an
 * origin of its own, in which no script runs and no link or form leads anywhere.
 */
const framedMailPolicy = [
  "sandbox",
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Throws `forbidden` for one that only its reader may see. */
const exactMail = async (deliveries: DeliveryQueries, scope: Scope, id: DeliveryId) => {
  const { delivery } = await deliveries.get(scope, id);
  if (isPrivate(delivery.messageKind)) {
    throw refused("mailPrivate");
  }
  return deliveries.mail(scope, id);
};

const addressOf = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const address = normaliseAddress(text);
  return address.ok ? address.value : text;
};

const presentDelivery = ({ delivery, subject, incident, rules, lastAttempt }: DeliveryListed) => ({
  id: delivery.id,
  messageKind: delivery.messageKind,
  address: delivery.address,
  state: delivery.state,
  reason: delivery.reason,
  severity: delivery.severity,
  foldedInto: delivery.foldedInto,
  subject,
  incident,
  rules,
  attemptCount: delivery.attempts,
  lastAttempt: lastAttempt === null ? null : presentAttempt(lastAttempt),
  createdAt: toIso(delivery.createdAt),
  dueAt: toIso(delivery.dueAt),
  sealedAt: toIsoOrNull(delivery.sealedAt),
  settledAt: toIsoOrNull(delivery.settledAt),
});

const presentAttempt = ({ number, transport, destination, startedAt, endedAt, remade, outcome }: Attempt) => ({
  number,
  transport,
  destination,
  startedAt: toIso(startedAt),
  endedAt: toIsoOrNull(endedAt),
  remade,
  outcome: outcome === null ? null : presentOutcome(outcome),
});

const presentOutcome = (outcome: Outcome) => ({
  kind: outcome.kind,
  text: "reply" in outcome ? outcome.reply : outcome.reason,
  code: "code" in outcome ? outcome.code : null,
  // Attempts of before it was kept have none.
  enhancedCode: ("enhancedCode" in outcome ? outcome.enhancedCode : null) ?? null,
});
