import type { Instant, Severity } from "../kernel/index.ts";
import type { MailResponse } from "./response-link.ts";

/** What the mail is about, as its first line says it: the most telling of the kinds of change it covers. */
export const headlines = ["opened", "reopened", "merged", "escalated", "resolved", "updated"] as const;
export type Headline = (typeof headlines)[number];

/** One sentence of *what changed since your last mail*, as facts; the renderer finds the words. */
export type ChangeLine =
  | { readonly kind: "severity"; readonly from: Severity; readonly to: Severity }
  | { readonly kind: "alertRaised"; readonly title: string; readonly from: Severity; readonly to: Severity }
  | { readonly kind: "newAlerts"; readonly count: number; readonly newest: string }
  | { readonly kind: "newEvidence"; readonly type: string; readonly count: number; readonly names: readonly string[] }
  | { readonly kind: "status"; readonly from: string; readonly to: string }
  | { readonly kind: "assigned"; readonly to: string | null }
  | { readonly kind: "classified"; readonly as: string | null }
  | { readonly kind: "merged"; readonly numbers: readonly number[] };

/** Names of one sort of thing. `count` is the whole; `names` is empty where the rule keeps names out of mail. */
export interface NamedList {
  readonly count: number;
  readonly names: readonly string[];
}

export interface MessageAlert {
  readonly title: string;
  readonly severity: Severity;
  /** When it was raised; null where the source did not say. */
  readonly at: Instant | null;
  readonly source: string | null;
}

/** A rule that asked for this mail, as much of it as the reader needs to know why it came. */
export interface MessageRule {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly severities: readonly Severity[];
  /** Null: all device groups. */
  readonly deviceGroups: readonly string[] | null;
}

/**
 * What one recipient is told of one incident, already projected to what that recipient may see:
 * whatever is hidden from them is in no list and in no count.
 */
export interface IncidentMessage {
  readonly kind: "incident";
  readonly headline: Headline;
  /** Null where a rule keeps the organization's name out of mail. */
  readonly organizationName: string | null;
  readonly incident: {
    readonly number: number;
    readonly title: string;
    /** The name as it stood in the first mail of the thread; subjects repeat it so that threads hold. */
    readonly titleAtFirstMail: string;
    readonly severity: Severity;
    readonly status: string;
    readonly assignedTo: string | null;
    readonly categories: readonly string[];
    readonly tags: readonly string[];
    readonly firstActivityAt: Instant | null;
    readonly lastActivityAt: Instant | null;
  };
  /**
   * Most telling line first. Since this recipient's last mail of the incident; in the first one, where `since` is null,
   * only what the rest of the mail does not show, and null where there is no such thing.
   */
  readonly changes: { readonly since: Instant | null; readonly lines: readonly ChangeLine[] } | null;
  readonly devices: NamedList;
  readonly users: NamedList;
  readonly mailboxes: NamedList;
  readonly deviceGroups: readonly string[];
  readonly sources: readonly string[];
  /** Newest first; `alertCount` is the whole number. */
  readonly alerts: readonly MessageAlert[];
  readonly alertCount: number;
  /** The incident in this console, and in the vendor's portal; null where a rule keeps the link out. */
  readonly links: { readonly console: string | null; readonly portal: string | null };
  /** Set where it goes to somebody further, because those who were told at `since` did not acknowledge it in time. */
  readonly escalation: { readonly rule: string; readonly since: Instant; readonly afterMinutes: number } | null;
  /** Who looks after it already; null where nobody has said so. */
  readonly acknowledged: { readonly by: string; readonly at: Instant } | null;
  /**
   * Where its reader can respond, their tokens placeholders until the mail goes out; null where a rule keeps links out, and in
   * mails that tell of nothing real.
   */
  readonly responses: Readonly<Record<MailResponse, string | null>> | null;
  readonly why: {
    readonly rules: readonly MessageRule[];
    /** How many other addresses are told of the same change by these rules. */
    readonly otherRecipients: number;
  };
  readonly recipient: { readonly address: string; readonly locale: string; readonly timeZone: string };
  readonly thread: {
    /** Constant for incident and severity epoch; never a mail's own id. */
    readonly rootId: string;
  };
  readonly deliveryId: string;
}
