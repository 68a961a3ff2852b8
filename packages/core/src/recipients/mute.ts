import { type Instant, reasonOf, toIso } from "../kernel/index.ts";

/** Somebody's wish to hear no more of one incident, for his address alone. */
export interface Mute {
  readonly address: string;
  readonly at: Instant;
  /** Null: until the incident is resolved, of which he is told. */
  readonly until: Instant | null;
}

/** How long one can be muted for by the link in a mail, in hours; null: until the incident is resolved. */
export const muteHours = [4, 24, null] as const;

/** Whether it holds at a moment; `over`: the incident is resolved. */
export const isMuted = ({ until }: Mute, over: boolean, now: Instant): boolean =>
  until === null ? !over : now < until;

/** Why an address is not told: part of the decision. */
export const mutedSentence = ({ address, at, until }: Mute): string =>
  until === null
    ? reasonOf("mutedWhileOpen", { address, at: toIso(at) })
    : reasonOf("mutedUntil", { address, at: toIso(at), until: toIso(until) });
