import type { Instant } from "../kernel/index.ts";

/** What somebody is told about his own account. A new purpose is a line here, its words in every language, and its example. */
export type AccountNews =
  /** A link to choose a password with; `by` invited. */
  | { readonly kind: "invitation"; readonly by: string; readonly expiresAt: Instant }
  /** A link to choose another password with, asked for by somebody who named the address. */
  | { readonly kind: "passwordReset"; readonly expiresAt: Instant }
  | { readonly kind: "passwordChanged" }
  | { readonly kind: "secondFactorOn" }
  | { readonly kind: "secondFactorOff" };

export type AccountNewsKind = AccountNews["kind"];

/** The page of the console to which the link of a mail leads; null where it has none. */
export const pageOfAccountNews: Readonly<Record<AccountNewsKind, "invite" | "reset" | null>> = {
  invitation: "invite",
  passwordReset: "reset",
  passwordChanged: null,
  secondFactorOn: null,
  secondFactorOff: null,
};

/**
 * News of an account, to its owner. What the mail says is shown to nobody else, not even in the delivery log: whoever has its
 * link has the account.
 */
export interface AccountMessage {
  readonly kind: "account";
  readonly news: AccountNews;
  readonly organizationName: string;
  readonly at: Instant;
  readonly recipient: { readonly address: string; readonly locale: string; readonly timeZone: string };
  readonly deliveryId: string;
}
