import type { Actor, Instant } from "../kernel/index.ts";
import type { ChangeKind } from "./change.ts";

/** Somebody's word that he looks after an incident. */
export interface Acknowledgement {
  readonly at: Instant;
  readonly by: Actor;
  /** Since when it holds no more, because the incident became news again; null while it stands. */
  readonly endedAt: Instant | null;
}

/** Changes after which an acknowledgement says nothing any more: it was given for less than this. */
export const endsAcknowledgement = (kinds: readonly ChangeKind[]): boolean =>
  kinds.includes("reopened") || kinds.includes("escalated");

/** The acknowledgement that stands; null where there is none. */
export const standing = (acknowledgements: readonly Acknowledgement[]): Acknowledgement | null =>
  acknowledgements.find(({ endedAt }) => endedAt === null) ?? null;
