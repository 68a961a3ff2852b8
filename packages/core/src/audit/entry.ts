import type { Verb } from "../access/index.ts";
import type { Actor, Instant, OrganizationId } from "../kernel/index.ts";
import type { AuditNoun } from "./objects.ts";

/** What somebody does by one request: what its writes, and its refusal, are recorded under. */
export interface Act {
  /** Null where it is of no organization, or of all: the set-up, the transports. */
  readonly organizationId: OrganizationId | null;
  readonly actor: Actor;
  /** Method and pattern of the route: `PUT /api/v1/notification-rules/{id}`. */
  readonly action: string;
  /** The right that it takes; null where it takes none. */
  readonly right: Verb | null;
  readonly object: AuditObject;
  readonly requestId: string | null;
}

/** What was acted on: a noun, and the id where there is one. */
export interface AuditObject {
  readonly kind: string;
  readonly id: string | null;
}

/** What a store knows of a write beyond the act: never a secret, nor anything from which one could be had. */
export interface AuditDetail {
  /** Who it is, where only the write finds that out: somebody who comes in. */
  readonly by?: Pick<Act, "actor" | "organizationId">;
  readonly object?: AuditObject & { readonly kind: AuditNoun };
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One link of the chain. */
export interface AuditEntry extends Act {
  /** 1 for the first entry of the installation, counting up without gaps. */
  readonly seq: number;
  readonly at: Instant;
  readonly outcome: "done" | "denied";
  /** Why it was denied, with the right that was missing; null where it was done. */
  readonly denied: { readonly missing: Verb | null; readonly because: string } | null;
  readonly before: unknown;
  readonly after: unknown;
  /** The hash of the entry before; empty for the first. */
  readonly previousHash: string;
  readonly hash: string;
}
