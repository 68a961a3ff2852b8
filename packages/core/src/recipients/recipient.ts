import type { OrganizationId } from "../kernel/index.ts";

/** A person or mailbox that is told, one per normalised address and organization, whatever rules name it. */
export interface Recipient {
  readonly organizationId: OrganizationId;
  readonly address: string;
  readonly locale: string;
  readonly timeZone: string;
  /** May not stop the mails of a rule. */
  readonly required: boolean;
}
