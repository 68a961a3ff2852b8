import type { Instant } from "@tocsin/core/kernel";
import type { TellingStore } from "@tocsin/core/notifications";
import type { renderMail } from "@tocsin/emails";

/** What mails are made with at a claim. */
export interface ComposeParts {
  readonly tellings: TellingStore;
  readonly render: typeof renderMail;
  readonly mailFrom: string;
  readonly mailDomain: string;
  readonly publicUrl: string;
  readonly now: () => Instant;
}
