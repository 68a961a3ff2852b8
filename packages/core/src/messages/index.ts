import type { AccountMessage } from "./account-message.ts";
import type { DigestMessage } from "./digest-message.ts";
import type { IncidentMessage } from "./incident-message.ts";
import type { NoticeMessage } from "./notice-message.ts";
import type { TestMessage } from "./test-message.ts";

export * from "./account-message.ts";
export * from "./digest-message.ts";
export * from "./incident-message.ts";
export * from "./notice-message.ts";
export * from "./response-link.ts";
export * from "./secret-link.ts";
export * from "./test-message.ts";

/** Everything that Tocsin can tell a person, unrendered. A new kind of mail is a file and a line here. */
export type Message = AccountMessage | DigestMessage | IncidentMessage | NoticeMessage | TestMessage;

/** Who mails come from, and where the links of this installation lead. */
export interface Sender {
  /** `MAIL_FROM`, as `Name <address>` or an address. */
  readonly from: string;
  /** `TOCSIN_PUBLIC_URL`, without a trailing slash. */
  readonly publicUrl: string;
}

/**
 * The exact mail, rendered once at the first claim, stored, and sent as stored by every attempt.
 * `headers` are unfolded and unencoded; the transport encodes them (RFC 2047, RFC 5322).
 */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With angle brackets. Deterministic for the delivery, equal in all its attempts. */
  readonly messageId: string;
  /** UTC, stands in the `Date` header of every attempt. */
  readonly date: number;
  readonly headers: Readonly<Record<string, string>>;
}
