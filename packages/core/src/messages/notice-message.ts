import type { Instant, Severity } from "../kernel/index.ts";

/**
 * What can be wrong, or right again, with Tocsin itself: what administrators are mailed about. Facts only; the words of
 * each kind stand in `packages/emails/src/languages`. A new kind is a line here, one in `severityOfNotice`, one in
 * `placeOfNotice`, and its words in every language.
 */
export type Notice =
  | { readonly kind: "ruleNeedsAttention"; readonly ruleId: string; readonly ruleName: string; readonly group: string }
  | {
      readonly kind: "recipientStopped";
      readonly ruleId: string;
      readonly ruleName: string;
      readonly owner: string;
      readonly address: string;
      /** How many others the rule still mails. */
      readonly others: number;
    }
  | {
      readonly kind: "silenceEnding";
      readonly silenceId: string;
      readonly comment: string;
      readonly owner: string;
      readonly endsAt: Instant;
      /** Incidents of which it has held something until now. */
      readonly held: number;
    }
  | {
      readonly kind: "allClear";
      /** Since when what follows is counted. */
      readonly since: Instant;
      /** Incidents that were new or changed. */
      readonly incidents: number;
      /** Mails that were sent, and those that wait. */
      readonly mails: number;
      readonly waiting: number;
    }
  | {
      readonly kind: "mailFailing";
      /** When the first attempt failed after which none succeeded. */
      readonly since: Instant;
      readonly failures: number;
      readonly destination: string;
      readonly said: string;
    }
  | {
      readonly kind: "mailRecovered";
      readonly since: Instant;
      readonly recoveredAt: Instant;
      /** Mails that were sent late. */
      readonly late: number;
      /** Mails that still wait for their next attempt. */
      readonly waiting: number;
      /** Mails that were given up meanwhile. */
      readonly givenUp: number;
    }
  | SourceNotice<"sourceSilent", { readonly lastAt: Instant; readonly expectedEveryMs: number }>
  | SourceNotice<"sourceFailing", { readonly since: Instant; readonly problems: number; readonly latest: string }>
  | SourceNotice<"sourcePollFailing", { readonly since: Instant; readonly latest: string }>
  | SourceNotice<"sourceRecovered", { readonly since: Instant; readonly from: "silent" | "failing" | "poll" }>;

export type NoticeKind = Notice["kind"];
export type NoticeOf<Kind extends NoticeKind> = Extract<Notice, { kind: Kind }>;

type SourceNotice<Kind extends string, Facts> = {
  readonly kind: Kind;
  readonly sourceId: string;
  readonly sourceName: string;
} & Facts;

/** How loud each kind is: what keeps incidents from being told is high, what is right again is informational. */
export const severityOfNotice: Readonly<Record<NoticeKind, Severity>> = {
  ruleNeedsAttention: "high",
  recipientStopped: "informational",
  silenceEnding: "informational",
  allClear: "informational",
  mailFailing: "high",
  mailRecovered: "informational",
  sourceSilent: "high",
  sourceFailing: "high",
  sourcePollFailing: "high",
  sourceRecovered: "informational",
};

/** The page of the console where it is mended, as a path below the installation's public address. */
export const placeOfNotice = (notice: Notice): string => {
  switch (notice.kind) {
    case "ruleNeedsAttention":
    case "recipientStopped":
      return `/rules/${encodeURIComponent(notice.ruleId)}`;
    case "silenceEnding":
      return `/silences/${encodeURIComponent(notice.silenceId)}`;
    case "allClear":
    case "mailFailing":
    case "mailRecovered":
      return "/system";
    case "sourceSilent":
    case "sourceFailing":
    case "sourcePollFailing":
    case "sourceRecovered":
      return `/sources/${encodeURIComponent(notice.sourceId)}`;
  }
};

/** One notice, to one administrator. */
export interface NoticeMessage {
  readonly kind: "notice";
  readonly notice: Notice;
  readonly organizationName: string;
  /** When it came to be. */
  readonly at: Instant;
  /** What keeps notices of one trouble, and of its end, together in an inbox; unique in the installation. */
  readonly thread: string;
  readonly recipient: { readonly address: string; readonly locale: string; readonly timeZone: string };
  readonly deliveryId: string;
}
