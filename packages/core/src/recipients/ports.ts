import type { Instant, Page, PageRequest, Scope } from "../kernel/index.ts";
import type { Recipient } from "./recipient.ts";

/** A recipient with what an administrator wants to know of it. */
export interface RecipientListed {
  readonly recipient: Recipient;
  readonly createdAt: Instant;
  /** The name of the user whose address it is; null for anybody else. */
  readonly user: string | null;
  /** Rules that name it and are not archived. */
  readonly rules: readonly { readonly id: string; readonly name: string; readonly enabled: boolean }[];
  /** When a mail to it was last taken over by a mail server, or kept as a file. */
  readonly lastMailAt: Instant | null;
  /** Why the newest mail to it came to nothing; null where it did not. */
  readonly trouble: { readonly at: Instant; readonly reason: string; readonly deliveryId: string } | null;
}

export type RecipientSaid = Pick<Recipient, "locale" | "timeZone" | "required">;

export interface RecipientStore {
  /** By address. */
  list(scope: Scope, page: PageRequest): Promise<Page<RecipientListed>>;
  get(scope: Scope, address: string): Promise<RecipientListed>;
  /** What is not said is taken from the organization. Throws `conflict` for an address that is there already. */
  add(scope: Scope, address: string, said: Partial<RecipientSaid>): Promise<RecipientListed>;
  change(scope: Scope, address: string, said: Partial<RecipientSaid>): Promise<RecipientListed>;
  /** Throws `conflict`, with the names of the rules, for one that rules name: none loses a recipient unseen. */
  remove(scope: Scope, address: string): Promise<void>;
}
