import type { Role } from "../access/index.ts";
import type { Instant, OrganizationId, SessionId, UserId } from "../kernel/index.ts";
import type { GuessLimit, GuessVerdict } from "./guesses.ts";
import type { AccountLink, LinkPurpose } from "./links.ts";
import type { Holder, User } from "./ports.ts";
import type { Session, SignInMethod } from "./session.ts";

/** What a sign-in has to know of the person behind an address. */
export interface SignInFacts {
  readonly user: User;
  readonly disabled: boolean;
  /** Null for somebody who has none: invited and not come yet, or signing in elsewhere. */
  readonly passwordHash: string | null;
  readonly secondFactor: boolean;
  /** Those of every organization. */
  readonly roles: readonly Role[];
  /** The oldest organization in which he has a role; null where he has none. */
  readonly homeId: OrganizationId | null;
}

export interface NewSession {
  readonly userId: UserId;
  /** Of a token of 256 random bits, which only the browser has. */
  readonly hash: string;
  readonly method: SignInMethod;
  readonly secondFactor: boolean;
  readonly address: string | null;
  /** Remembered as one from which this person signs in. */
  readonly network: string;
  readonly userAgent: string | null;
}

/** Who calls from a browser that is signed in. */
export interface SessionHolder extends Holder {
  readonly session: Session;
}

export interface SessionStore {
  /** Opens a session with the limits that the user's roles give it; null where the user is gone or disabled by now. */
  open(session: NewSession): Promise<Session | null>;
  /** Whose session it is; null for one that is unknown, over, or whose user is disabled. Notes that it is in use. */
  findByHash(hash: string): Promise<SessionHolder | null>;
  /** The same, without a note: it goes idle as if nobody had asked. */
  look(hash: string): Promise<SessionHolder | null>;
  /** Those that are open, the one last used first. */
  list(userId: UserId): Promise<readonly Session[]>;
  /** Throws `notFound` where this user has no such session. */
  revoke(userId: UserId, id: SessionId): Promise<void>;
  /** Ends every session of a user but one; answers how many. */
  revokeAll(userId: UserId, but: SessionId | null): Promise<number>;
}

/** A sign-in that waits for its second factor: a few tries, and a few minutes. */
export interface SignInStep {
  readonly userId: UserId;
  readonly triesLeft: number;
  readonly expiresAt: Instant;
}

/** The second factor of a user, as it is stored: its key sealed, its recovery codes hashed. */
export interface SecondFactor {
  readonly sealedKey: string;
  /** Null until a first code has shown that the authenticator has the key. */
  readonly confirmedAt: Instant | null;
  readonly recoveryCodesLeft: number;
}

export interface SignInStore {
  /** By normalised address. */
  facts(email: string): Promise<SignInFacts | null>;
  factsOf(userId: UserId): Promise<SignInFacts | null>;
  /** Counts a guess against every limit at once, or, where one has no room, against none. */
  takeGuess(limits: readonly GuessLimit[]): Promise<GuessVerdict>;
  /** What a guess would be told, without counting one. */
  guessRoom(limits: readonly GuessLimit[]): Promise<GuessVerdict>;
  /** A guess that was right counts against nobody. */
  giveGuessBack(limits: readonly GuessLimit[]): Promise<void>;
  isFamiliar(userId: UserId, network: string): Promise<boolean>;

  /** Waits for a second factor. `hash` is of a challenge that only the browser has. */
  beginStep(hash: string, userId: UserId): Promise<Instant>;
  /** Takes one of the step's tries; null where there is no such step, or none left. */
  takeTry(hash: string): Promise<SignInStep | null>;
  endStep(hash: string): Promise<void>;

  secondFactor(userId: UserId): Promise<SecondFactor | null>;
  /** Begins anew: what was not confirmed is replaced, what was is refused with `false`. */
  enrol(userId: UserId, sealedKey: string): Promise<boolean>;
  /**
   * Uses the code of a time step, which must be later than every one used before, so that a code which somebody looked on
   * works once. The first one confirms the factor. False where it was used already.
   */
  useTimeStep(userId: UserId, timeStep: number): Promise<boolean>;
  /** Replaces the recovery codes. */
  setRecoveryCodes(userId: UserId, hashes: readonly string[]): Promise<void>;
  /** Uses up a recovery code; false where it is none, or was used. */
  useRecoveryCode(userId: UserId, hash: string): Promise<boolean>;
  removeSecondFactor(userId: UserId): Promise<boolean>;

  /** Sets a password and ends everything that the old one let in, but for one session. */
  setPassword(userId: UserId, passwordHash: string, but: SessionId | null): Promise<void>;

  /** Who an open link belongs to; null for one that is unknown, used, over, or whose user is disabled. */
  findLink(hash: string, purpose: LinkPurpose): Promise<AccountLink | null>;
  /**
   * Uses a link: sets the password, ends every session and token of the user, and every other link. Null where it was used or
   * ended since.
   */
  useLink(use: UseLink): Promise<User | null>;
}

export interface UseLink {
  readonly hash: string;
  readonly purpose: LinkPurpose;
  readonly passwordHash: string;
  /** What the person wants to be called; null leaves it. */
  readonly name: string | null;
}
