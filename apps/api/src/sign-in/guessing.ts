import { type Guessed, type GuessVerdict, limitsOf, type SignInStore } from "@tocsin/core/accounts";
import { refused, TooManyRequests, type UserId } from "@tocsin/core/kernel";
import type { Client } from "../http/client.ts";

interface Guess {
  readonly guessed: Guessed;
  /** The address that was given, whether somebody has it or not. */
  readonly account: string | null;
  /** Who has it; null for nobody. */
  readonly userId: UserId | null;
}

interface GuessingParts {
  readonly signIns: Pick<SignInStore, "takeGuess" | "guessRoom" | "giveGuessBack" | "isFamiliar">;
  readonly now: () => number;
}

/**
 * Counts a guess before anything is compared, and answers how to give it back where it was right. Throws `tooManyRequests`
 * where this network or account has made too many.
 */
export const takeGuess = async (parts: GuessingParts, client: Client, guess: Guess): Promise<() => Promise<void>> => {
  const limits = await limitsFor(parts, client, guess);
  refuseTooMany(await parts.signIns.takeGuess(limits), parts.now());
  return () => parts.signIns.giveGuessBack(limits);
};

/** Throws `tooManyRequests` where {@link takeGuess} would, and counts nothing: for secrets that cost nothing to compare. */
export const demandRoom = async (parts: GuessingParts, client: Client, guess: Guess): Promise<void> =>
  refuseTooMany(await parts.signIns.guessRoom(await limitsFor(parts, client, guess)), parts.now());

const limitsFor = async ({ signIns }: GuessingParts, { network }: Client, { guessed, account, userId }: Guess) => {
  const familiar = userId !== null && (await signIns.isFamiliar(userId, network));
  return limitsOf({ guessed, network, account, familiar });
};

const refuseTooMany = (verdict: GuessVerdict, now: number): void => {
  if (verdict.allowed) return;
  const seconds = Math.max(1, Math.ceil((verdict.retryAt - now) / 1_000));
  const wait =
    seconds < 90 ? refused("waitSeconds", { seconds }) : refused("waitMinutes", { minutes: Math.ceil(seconds / 60) });
  throw new TooManyRequests(wait, seconds);
};
