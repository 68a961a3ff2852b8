import type { EvidenceType, Status } from "@tocsin/core/incidents";
import type { Severity } from "@tocsin/core/kernel";
import type { Headline, MailResponse } from "@tocsin/core/messages";
import type { AccountTable } from "./account-words.ts";
import type { NoticeTable } from "./notice-words.ts";

/** A number with the noun it counts, in the right form: `1 device`, `3 devices`. */
export type Counted = (count: number) => string;

/** What the reader is told about why a mail came. Lists are ready to stand in a sentence; null means *all*. */
interface Because {
  readonly rule: string;
  readonly severities: string | null;
  readonly deviceGroups: { readonly count: number; readonly names: string } | null;
  readonly address: string;
}

/** Every word that a mail can say. A language is one value of this type, so that a missing sentence is a type error. */
export interface Language {
  /** BCP 47, for `lang` attributes. */
  readonly tag: string;
  /** January first, short. */
  readonly months: readonly string[];

  readonly severity: Readonly<Record<Severity, string>>;
  readonly severityBlock: Readonly<Record<Severity, string>>;
  readonly headline: Readonly<Record<Headline, string>>;
  /** A headline that says something else, in a mail that also tells of a rise. */
  readonly andRaised: (headline: string) => string;
  readonly status: Readonly<Record<Status, string>>;
  /** By the value that Microsoft's products send; other values are shown as they came. */
  readonly classification: Readonly<Record<string, string>>;

  readonly devices: Counted;
  readonly users: Counted;
  readonly mailboxes: Counted;
  readonly newAlerts: Counted;
  readonly newEvidence: Readonly<Record<EvidenceType, Counted>>;
  readonly moreChanges: Counted;
  readonly moreRules: Counted;

  /** `A, B and C`. */
  readonly and: (items: readonly string[]) => string;
  /** The severities of a rule, as `because` puts them into its sentence. */
  readonly severityList: (severities: readonly string[]) => string;
  /** A list that goes on: `A, B and 7 more`. */
  readonly andMore: (shown: readonly string[], more: number) => string;
  readonly moreAlerts: (more: number, inConsole: boolean) => string;

  readonly digest: {
    readonly heading: Counted;
    /** `since`: when the first of its mails was held. */
    readonly explanation: (since: string) => string;
    readonly openAll: string;
  };

  /** Stands in brackets wherever a real mail has none. */
  readonly test: string;
  /** `rule` is null where mail as such is tested. */
  readonly testOf: (rule: string | null, by: string | null) => string;

  /** Why the mail comes to somebody further: nobody acknowledged in so many minutes from a time. */
  readonly escalation: (minutes: number, since: string, rule: string) => string;

  readonly changedSince: (time: string) => string;
  readonly whatHappened: string;
  readonly severityRose: (from: string, to: string) => string;
  readonly severityFell: (from: string, to: string) => string;
  readonly alertRose: (title: string, from: string, to: string) => string;
  readonly alertFell: (title: string, from: string, to: string) => string;
  /** `counted` is what `newAlerts` said. */
  readonly newest: (counted: string, count: number, title: string) => string;
  readonly statusChanged: (from: string, to: string) => string;
  readonly assignedTo: (name: string) => string;
  readonly unassignedNow: string;
  readonly classifiedAs: (classification: string) => string;
  readonly classificationRemoved: string;
  readonly mergedIn: (count: number, numbers: string) => string;
  /** The start of the preheader's word on the newest alert. */
  readonly newestInPreheader: (title: string) => string;

  readonly openIncident: (reference: string) => string;
  readonly opens: (host: string) => string;
  readonly openInPortal: string;
  /** Links to pages on which the reader says something; opening one does nothing. */
  readonly respond: Readonly<Record<MailResponse, string>>;
  /** Labels of the plain text's links. */
  readonly open: string;
  readonly portal: string;

  readonly facts: {
    readonly status: string;
    readonly acknowledged: string;
    readonly earlierName: string;
    readonly categories: string;
    readonly tags: string;
    readonly firstActivity: string;
    readonly lastActivity: string;
    readonly devices: string;
    readonly users: string;
    readonly mailboxes: string;
    readonly deviceGroups: string;
    readonly sources: string;
  };
  readonly statusAndAssignee: (status: string, assignee: string | null) => string;
  readonly acknowledgedBy: (name: string, time: string) => string;
  readonly alerts: string;
  readonly untitledAlert: string;
  readonly unknownTime: string;

  readonly because: (because: Because) => string;
  readonly ruleOwner: (owner: string) => string;
  readonly otherRecipients: (count: number) => string;
  readonly incidentAddress: string;

  /** Words of mails about Tocsin itself. */
  readonly notice: {
    /** Stands in brackets before the subject, where an incident has its severity. */
    readonly mark: string;
    readonly headline: string;
    readonly happened: string;
    readonly means: string;
    readonly todo: string;
    readonly open: string;
    readonly why: (organization: string, address: string) => string;
    readonly address: string;
  };
  readonly notices: NoticeTable;
  readonly account: AccountTable;

  readonly deliveryAndZone: (deliveryId: string, timeZone: string) => string;
}

/** Makes a counter from the singular and the plural; right for every language in which 1 alone is singular. */
export const counted =
  (one: string, many: string): Counted =>
  (count) =>
    `${count} ${count === 1 ? one : many}`;

/** Makes a joiner that puts commas between items and a word before the last: `A, B and C`. */
export const joinedBy =
  (word: string) =>
  (items: readonly string[]): string =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
