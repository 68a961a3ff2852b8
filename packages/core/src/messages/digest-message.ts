import type { Instant, Severity } from "../kernel/index.ts";
import type { Headline, MessageRule } from "./incident-message.ts";

/** One incident that a digest tells of, projected to what its reader may see. */
export interface DigestIncident {
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly headline: Headline;
  /** The incident in this console; null where a rule keeps the link out. */
  readonly link: string | null;
}

/** What was held back from one address in a storm, told together: every incident of it, by name. */
export interface DigestMessage {
  readonly kind: "digest";
  /** Null where a rule keeps the organization's name out of mail. */
  readonly organizationName: string | null;
  /** Gravest first; those of one severity by number. Never empty. */
  readonly incidents: readonly DigestIncident[];
  /** Since when mails have been held for it. */
  readonly since: Instant;
  /** The incidents in this console; null where a rule keeps links out. */
  readonly console: string | null;
  /** Every rule that asked for one of the mails, by name. */
  readonly rules: readonly MessageRule[];
  readonly recipient: { readonly address: string; readonly locale: string; readonly timeZone: string };
  readonly deliveryId: string;
}
