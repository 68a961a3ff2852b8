import type { Role } from "../access/index.ts";
import { dayMs, hourMs, type Instant, minuteMs, type SessionId, type UserId } from "../kernel/index.ts";

/** How somebody came in. */
export const signInMethods = ["password", "singleSignOn", "setup", "invitation"] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** A browser that somebody is signed in with, until it is signed out, idle or too old. */
export interface Session {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly method: SignInMethod;
  /** Whether a second factor was given here; single sign-on answers for its own. */
  readonly secondFactor: boolean;
  /** Where it was opened from, as far as known. */
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Instant;
  /** To the minute. */
  readonly lastSeenAt: Instant;
  /** However busy it is, it ends then. */
  readonly expiresAt: Instant;
  /** Unused for so long, it ends earlier. */
  readonly idleMs: number;
}

export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** Those who can change what others see are signed out soon; those who only read may keep a screen open for a shift. */
const administratorLimits: SessionLimits = { idleMs: 30 * minuteMs, absoluteMs: 12 * hourMs };
const readerLimits: SessionLimits = { idleMs: 12 * hourMs, absoluteMs: 7 * dayMs };
const readers: ReadonlySet<Role> = new Set(["securityReader", "securityOperator"]);

/** How long a session of somebody with these roles may last: the strictest of them. */
export const sessionLimitsOf = (roles: readonly Role[]): SessionLimits =>
  roles.every((role) => readers.has(role)) ? readerLimits : administratorLimits;

/** Whether a session still lets its holder in. */
export const isOpen = ({ expiresAt, lastSeenAt, idleMs }: Session, now: Instant): boolean =>
  now < expiresAt && now < lastSeenAt + idleMs;

/** How often it is noted that a session is in use: a write for every request would cost more than it tells. */
export const seenEveryMs = minuteMs;
