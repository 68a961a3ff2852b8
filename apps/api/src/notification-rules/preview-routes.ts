import { demand } from "@tocsin/core/access";
import type { DeliveryActions } from "@tocsin/core/deliveries";
import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import type { IncidentQueries } from "@tocsin/core/incidents";
import {
  asId,
  type DeliveryId,
  DomainError,
  highestOf,
  type IncidentId,
  idSchema,
  type Job,
  type Scope,
  wholeOrganization,
} from "@tocsin/core/kernel";
import type { Mail, Message } from "@tocsin/core/messages";
import { placeOf, type RuleDraft, ruleDraftSchema } from "@tocsin/core/notification-rules";
import { type PreviewInput, previewMessage } from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { isAllowedDomain, normaliseAddress } from "@tocsin/core/recipients";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";

const tag = "Notification rules";

export interface PreviewParts {
  readonly organizations: OrganizationStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly incidents: IncidentQueries;
  readonly actions: DeliveryActions;
  readonly announce: (jobs: readonly Job[]) => void;
  /** Renders a message as the worker does; loads what it needs for that at the first call. */
  readonly render: (message: Message, date: number) => Promise<Mail>;
  readonly publicUrl: () => string;
  readonly mailDomain: string;
  readonly now: () => number;
}

const incidentIdSchema = idSchema.transform((text) => text as IncidentId);

const previewSchema = z
  .strictObject({ rule: ruleDraftSchema, incidentId: incidentIdSchema.optional() })
  .meta({ id: "RulePreview" });

const testMailSchema = z
  .strictObject({
    rule: ruleDraftSchema,
    incidentId: incidentIdSchema.optional(),
    /** Only you unless told; `recipients` is everybody in the rule. */
    to: z.enum(["me", "recipients"]).default("me"),
  })
  .meta({ id: "TestMail" });

const previewResponseSchema = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    headers: z.record(z.string(), z.string()),
    /** Whether it shows a made-up incident, for want of a real one. */
    sample: z.boolean(),
  })
  .meta({ id: "RulePreviewResponse" });

export const previewRoutes = (parts: PreviewParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/notification-rules/preview",
    tag,
    summary: "The mail that a rule, as drafted, would send to its first recipient, about a real incident or a sample",
    policy: "rules.read",
    body: previewSchema,
    answers: {
      200: { description: "The mail", schema: previewResponseSchema },
      404: { description: "There is no such incident" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body: { rule, incidentId } }) => {
      const [first] = rule.recipients;
      if (first === undefined) throw new DomainError("invalid", "The rule has no recipient");
      const input = await gather(parts, caller.scope, rule, incidentId);
      const message = previewMessage({ ...input, address: first.address, deliveryId: asId<DeliveryId>("preview") });
      const { subject, html, text, headers } = await parts.render(message, input.now);
      return { status: 200, body: { subject, html, text, headers, sample: input.shown === null } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/notification-rules/test-mail",
    tag,
    summary: "Send the mail of a rule, as drafted, marked as a test: to you, or to all its recipients",
    policy: "rules.manage",
    body: testMailSchema,
    answers: {
      202: {
        description: "On their way, each a delivery that can be followed",
        schema: z.object({ deliveries: z.array(z.object({ id: z.string(), address: z.string() })) }),
      },
      404: { description: "There is no such incident" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body: { rule, incidentId, to } }) => {
      demand(caller.rights, "rules.manage", placeOf(rule));
      const input = await gather(parts, caller.scope, rule, incidentId);
      const addresses = to === "me" ? [caller.user.email] : rule.recipients.map(({ address }) => address);
      refuseOutside(addresses, input);
      const told = await parts.actions.tell(
        caller.scope,
        addresses.map((address) => ({
          address,
          severity: highestOf(rule.severities),
          messageOf: (deliveryId) => ({
            kind: "test",
            ruleName: rule.name,
            by: caller.user.name,
            incident: previewMessage({ ...input, address, deliveryId }),
          }),
        })),
      );
      parts.announce(told.jobs);
      return { status: 202, body: { deliveries: told.deliveries } };
    },
  }),
];

type Gathered = Omit<PreviewInput, "address" | "deliveryId">;

/** The incident asked for, else the one that changed last, else none: then a sample stands in. */
const gather = async (
  parts: PreviewParts,
  scope: Scope,
  draft: RuleDraft,
  incidentId: IncidentId | undefined,
): Promise<Gathered> => {
  const { organizations, deviceGroups, incidents, mailDomain, publicUrl, now } = parts;
  const shownId = incidentId ?? (await latestIncident(incidents, scope));
  return {
    draft,
    organization: await organizations.get(scope),
    groups: await deviceGroups.list(wholeOrganization(scope.organizationId)),
    shown: shownId === null ? null : await incidents.get(scope, shownId),
    publicUrl: publicUrl(),
    mailDomain,
    now: now(),
  };
};

const latestIncident = async (incidents: IncidentQueries, scope: Scope): Promise<IncidentId | null> => {
  const { items } = await incidents.list(scope, { severities: [], statuses: [] }, { limit: 1, after: null });
  return items[0]?.id ?? null;
};

const refuseOutside = (addresses: readonly string[], { organization, draft }: Gathered): void => {
  const faults = addresses.flatMap((address) => {
    const normal = normaliseAddress(address);
    if (normal.ok && isAllowedDomain(normal.value, organization.allowedDomains)) return [];
    const index = draft.recipients.findIndex((recipient) => recipient.address === address);
    return [
      {
        path: index < 0 ? "to" : `rule.recipients.${index}.address`,
        message: "is not in a domain that may receive mail",
      },
    ];
  });
  if (faults.length > 0)
    throw new DomainError("invalid", "A test cannot go to an address that no mail may go to", faults);
};
