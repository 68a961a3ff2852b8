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
  refused,
  type Scope,
  wholeOrganization,
} from "@tocsin/core/kernel";
import type { Mail, Message, TestMessage } from "@tocsin/core/messages";
import {
  draftedRule,
  placeOf,
  type ReceiveRight,
  type RuleDraft,
  ruleDraftSchema,
} from "@tocsin/core/notification-rules";
import { type PreviewInput, previewMessage, rightLost, type TellingStore } from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { normaliseAddress } from "@tocsin/core/recipients";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";

const tag = "Notification rules";

export interface PreviewParts {
  readonly organizations: OrganizationStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly incidents: IncidentQueries;
  readonly actions: DeliveryActions;
  readonly tellings: Pick<TellingStore, "rightOf">;
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
      if (first === undefined) throw refused("ruleWithoutRecipient");
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
      const readers = await readersOf(parts, caller.scope, addresses);
      refuseOutside(readers, input);
      const told = await parts.actions.tell(
        caller.scope,
        readers.map((reader) => ({
          address: reader.address,
          severity: highestOf(rule.severities),
          messageOf: (deliveryId) => testOf(input, reader, caller.user.name, deliveryId),
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

interface Reader {
  readonly address: string;
  readonly right: ReceiveRight;
}

const readersOf = (
  { tellings }: PreviewParts,
  { organizationId }: Scope,
  addresses: readonly string[],
): Promise<readonly Reader[]> =>
  Promise.all(
    addresses.map(async (address) => {
      const normal = normaliseAddress(address);
      return { address, right: await tellings.rightOf(organizationId, normal.ok ? normal.value : address) };
    }),
  );

/** What a reader may see of the incident; where that is nothing, a sample shows how the mail looks. */
const testOf = (input: Gathered, { address, right }: Reader, by: string, deliveryId: DeliveryId): TestMessage => {
  const { shown, groups, draft, organization } = input;
  const limits = right.kind === "groups" ? [...right.ids] : null;
  const incident = (seen: Gathered["shown"]) => previewMessage({ ...input, shown: seen, address, right, deliveryId });
  const test = { kind: "test", ruleName: draft.name, by } as const;
  if (limits === null) return { ...test, groups: null, incident: incident(shown) };
  const rules = [draftedRule(draft, organization)];
  const sees = shown !== null && rightLost({ ...shown, rules, groups }, right) === null;
  return sees
    ? { ...test, groups: limits, incident: incident(shown) }
    : { ...test, groups: [], incident: incident(null) };
};

const refuseOutside = (readers: readonly Reader[], { draft }: Gathered): void => {
  const faults = readers.flatMap(({ address, right }) => {
    if (right.kind !== "refused") return [];
    const index = draft.recipients.findIndex((recipient) => recipient.address === address);
    return [{ path: index < 0 ? "to" : `rule.recipients.${index}.address`, message: right.reason }];
  });
  if (faults.length > 0)
    throw new DomainError("invalid", "A test cannot go to an address that no mail may go to", faults);
};
