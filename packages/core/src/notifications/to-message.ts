import { type DeviceGroup, ungroupedId, ungroupedName } from "../device-groups/index.ts";
import {
  type Acknowledgement,
  type Alert,
  type ChangeDetail,
  type EvidenceType,
  type Incident,
  type IncidentChange,
  isClosed,
} from "../incidents/index.ts";
import {
  asId,
  type DeliveryId,
  type DeviceGroupId,
  type Instant,
  isAbove,
  nameOfActor,
  type Severity,
} from "../kernel/index.ts";
import {
  type Headline,
  headlines,
  type IncidentMessage,
  type MessageRule,
  type NamedList,
  responseLink,
} from "../messages/index.ts";
import { isRequired, type NotificationRule, type ReceiveRight } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Recipient } from "../recipients/index.ts";
import { changeLines, newestFirst } from "./change-lines.ts";
import type { Escalation } from "./escalation.ts";
import { foldChanges } from "./fold-changes.ts";
import { devicesOf, type Projection, projectIncident } from "./project.ts";

/** What this recipient was last told of this incident. */
export interface Told {
  /** The last change that it told. */
  readonly seq: number;
  readonly at: Instant;
  readonly severity: Severity;
  /** The highest severity ever mailed to this address for this incident, and how often it has risen: the thread. */
  readonly highestSeverity: Severity;
  readonly epoch: number;
  readonly titleAtFirstMail: string;
  /**
   * The devices that it showed to a reader who may see some device groups only, by their keys; null for a reader without
   * limits. Mails of before this was kept have none.
   */
  readonly devices?: readonly string[] | null;
}

/** Everything that one incident mail is made of. */
export interface TellingInput {
  readonly deliveryId: DeliveryId;
  readonly organization: Organization;
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  /** Every change since `told`, oldest first; without `told`, those that caused this mail. */
  readonly changes: readonly IncidentChange[];
  readonly rules: readonly NotificationRule[];
  readonly groups: readonly DeviceGroup[];
  readonly recipient: Recipient;
  readonly right: ReceiveRight;
  readonly told: Told | null;
  readonly otherRecipients: number;
  /** The one that stands. */
  readonly acknowledgement: Acknowledgement | null;
  /** Why it is told to somebody further; null where he was told at once. */
  readonly escalation: Escalation | null;
  /** `TOCSIN_PUBLIC_URL`, without a trailing slash. */
  readonly publicUrl: string;
  /** The domain of the sender's address, in which thread ids are made. */
  readonly mailDomain: string;
  readonly now: Instant;
}

/** The message, and what to remember of it for the recipient's next one. */
export interface Telling {
  readonly message: IncidentMessage;
  readonly told: Told;
}

/** Tells one recipient of an incident: its facts as they are now, projected, and what changed since the last mail. */
export const toIncidentMessage = (input: TellingInput): Telling => {
  const { incident, organization, rules, recipient, told, publicUrl } = input;
  const shown = projectIncident(incident, input.alerts, rules, input.right, input.groups);
  const news = foldChanges(input.changes);
  const remembered = rememberedOf(input, shown);
  const namesShown = rules.every(({ include }) => include.deviceNames);
  const named = (types: readonly EvidenceType[]) => namedList(shown.alerts, types, namesShown);
  // Of a part nobody can say what holds for it of what was said of the whole; of no alerts there are no parts.
  const whole = !shown.partial || input.alerts.length === 0;
  const message: IncidentMessage = {
    kind: "incident",
    headline: headlineOf(news.kinds, told, incident, shown),
    organizationName: rules.every(({ include }) => include.organizationName) ? organization.name : null,
    incident: {
      number: incident.number,
      title: incident.title,
      titleAtFirstMail: remembered.titleAtFirstMail,
      severity: shown.severity,
      status: incident.status.value,
      assignedTo: incident.assignedTo,
      categories: categoriesOf(whole ? incident.categories : [], shown.alerts),
      tags: whole ? incident.tags : [],
      ...activityOf(incident, shown.alerts),
    },
    changes: changesOf(news.detail, shown, told, namesShown),
    devices: named(["device"]),
    users: named(["user"]),
    mailboxes: named(["mailbox"]),
    deviceGroups: shown.groups.flatMap((id) => groupName(id, input.groups) ?? []),
    sources: unique(shown.alerts.flatMap((alert) => alert.serviceSource ?? [])),
    alerts: newestFirst(shown.alerts).map((alert) => ({
      title: alert.title,
      severity: alert.severity.value,
      at: alert.createdAt ?? alert.firstActivityAt,
      source: alert.serviceSource,
    })),
    alertCount: shown.alerts.length,
    links: {
      console: rules.every(({ include }) => include.consoleLink) ? `${publicUrl}/incidents/${incident.id}` : null,
      portal: rules.every(({ include }) => include.portalLink) ? portalLink(incident, organization) : null,
    },
    escalation: escalationOf(input),
    acknowledged: acknowledgedOf(input.acknowledgement),
    responses: rules.every(({ include }) => include.consoleLink) ? responsesOf(input) : null,
    why: { rules: rules.map((rule) => messageRule(rule, input)), otherRecipients: input.otherRecipients },
    recipient: { address: recipient.address, locale: recipient.locale, timeZone: recipient.timeZone },
    thread: { rootId: rootIdOf(incident, remembered.epoch, input.mailDomain) },
    deliveryId: input.deliveryId,
  };
  return { message, told: remembered };
};

const escalationOf = ({ escalation, rules }: TellingInput): IncidentMessage["escalation"] => {
  if (escalation === null) return null;
  const { since, afterMinutes, ruleId } = escalation;
  return { rule: rules.find(({ id }) => id === ruleId)?.name ?? "", since, afterMinutes };
};

const acknowledgedOf = (acknowledgement: Acknowledgement | null): IncidentMessage["acknowledged"] =>
  acknowledgement && { by: nameOfActor(acknowledgement.by), at: acknowledgement.at };

const responsesOf = (input: TellingInput): NonNullable<IncidentMessage["responses"]> => {
  const { publicUrl, deliveryId, acknowledgement, rules, recipient } = input;
  const required = rules.some((rule) => isRequired(rule, recipient));
  return {
    acknowledge: acknowledgement === null ? responseLink(publicUrl, deliveryId, "acknowledge") : null,
    mute: responseLink(publicUrl, deliveryId, "mute"),
    stop: required ? null : responseLink(publicUrl, deliveryId, "stop"),
  };
};

/** In a first mail all is new, and only what happened to the incident itself is worth a line. */
const changesOf = (
  detail: ChangeDetail,
  shown: Projection,
  told: Told | null,
  namesShown: boolean,
): IncidentMessage["changes"] => {
  if (told !== null) return { since: told.at, lines: changeLines(detail, shown, told.severity, namesShown) };
  return detail.merged.length === 0 ? null : { since: null, lines: [{ kind: "merged", numbers: detail.merged }] };
};

const rememberedOf = (
  { incident, changes, told, right, now }: TellingInput,
  { alerts, severity }: Projection,
): Told => {
  const rises = told !== null && isAbove(severity, told.highestSeverity);
  return {
    // Not what the incident has come to since: the next delivery was planned for that, and must have it to tell.
    seq: changes.reduce((latest, change) => Math.max(latest, change.seq), told?.seq ?? 0),
    at: now,
    severity,
    highestSeverity: told === null || rises ? severity : told.highestSeverity,
    epoch: (told?.epoch ?? 1) + (rises ? 1 : 0),
    titleAtFirstMail: told?.titleAtFirstMail ?? incident.title,
    devices: right.kind === "all" ? null : devicesOf(alerts),
  };
};

/**
 * The most telling of what is still so for this reader: a rise is one above the last mail, whatever it was for the
 * incident, and to whom nothing was told yet an update is an incident that opened.
 */
const headlineOf = (
  kinds: readonly Headline[],
  told: Told | null,
  incident: Incident,
  { severity, partial }: Projection,
): Headline => {
  const closed = isClosed(incident);
  const holds: Readonly<Record<Headline, boolean>> = {
    opened: told === null && kinds.includes("opened"),
    reopened: !closed && kinds.includes("reopened"),
    merged: kinds.includes("merged"),
    // Without an earlier mail to compare with, a rise may be that of alerts which this reader may not see.
    escalated: told === null ? !partial && kinds.includes("escalated") : isAbove(severity, told.severity),
    resolved: closed && kinds.includes("resolved"),
    updated: false,
  };
  return headlines.find((headline) => holds[headline]) ?? (told === null ? "opened" : "updated");
};

const namedList = (alerts: readonly Alert[], types: readonly EvidenceType[], namesShown: boolean): NamedList => {
  const byKey = new Map<string, string>();
  for (const { type, key, name } of alerts.flatMap((alert) => alert.evidence)) {
    if (types.includes(type)) byKey.set(`${type} ${key}`, name);
  }
  return { count: byKey.size, names: namesShown ? [...byKey.values()] : [] };
};

/** A source that does not know the category says so with a word, which tells a reader nothing. */
const categoriesOf = (own: readonly string[], alerts: readonly Alert[]): readonly string[] =>
  unique([...own, ...alerts.flatMap(({ categories }) => categories)]).filter(
    (category) => category.toLowerCase() !== "unknown",
  );

const activityOf = (incident: Incident, alerts: readonly Alert[]) => {
  const firsts = alerts.flatMap((alert) => alert.firstActivityAt ?? alert.createdAt ?? []);
  const lasts = alerts.flatMap((alert) => alert.lastActivityAt ?? alert.updatedAt ?? alert.createdAt ?? []);
  return {
    firstActivityAt: firsts.length > 0 ? firsts.reduce((a, b) => Math.min(a, b)) : incident.createdAt,
    lastActivityAt:
      lasts.length > 0 ? lasts.reduce((a, b) => Math.max(a, b)) : (incident.updatedAt ?? incident.createdAt),
  };
};

/** A reader of some device groups is not told the names of the others, also where a rule speaks of them. */
const messageRule = (rule: NotificationRule, { groups, right }: TellingInput): MessageRule => {
  const { id, name, owner, severities, deviceGroups } = rule;
  const isNamed = (group: string): boolean => right.kind !== "groups" || right.ids.has(asId<DeviceGroupId>(group));
  const names =
    deviceGroups.scope === "all" ? null : deviceGroups.ids.filter(isNamed).flatMap((id) => groupName(id, groups) ?? []);
  return { id, name, owner, severities, deviceGroups: names };
};

const groupName = (id: string, groups: readonly DeviceGroup[]): string | undefined =>
  id === ungroupedId ? ungroupedName : groups.find((group) => group.id === id)?.name;

/**
 * The vendor's own link, else the organization's portal, with the tenant id, so that it opens in the right tenant for
 * guests too.
 */
const portalLink = (incident: Incident, organization: Organization): string | null => {
  const url = webUrl(incident.portalUrl) ?? webUrl(organization.portalUrl);
  if (url === null) return null;
  if (organization.tenantId !== "") url.searchParams.set("tid", organization.tenantId);
  return url.href;
};

const webUrl = (text: string | null): URL | null => {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
};

/** Constant for incident, address and severity epoch, and no mail's own id: what mail programs thread by. */
const rootIdOf = (incident: Incident, epoch: number, mailDomain: string): string =>
  `<incident-${incident.number}.s${epoch}.${incident.organizationId}@${mailDomain}>`;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
