import type { Composed, SealedMail } from "@tocsin/core/deliveries";
import type { Mail } from "@tocsin/core/messages";

interface MadeBefore {
  /** The stored mail; null at the first claim. */
  readonly mail: Mail | null;
  /** Why that one may not go out as it is. */
  readonly narrowed: string | null;
  readonly remember: SealedMail["remember"];
}

/**
 * A mail that was made for a claim, to be stored with its attempt. One that takes the place of another keeps its
 * `Message-ID`: it tells nothing that the other did not, so that a reader who has that one already, after an attempt in
 * doubt, misses nothing where his mail program shows one of the two.
 */
export const freshMail = (made: Mail, { mail: before, narrowed, remember }: MadeBefore): Composed => {
  if (before === null) return { kind: "mail", sealed: { mail: made, remade: null, remember }, mail: made };
  if (isSame(made, before)) return { kind: "mail", sealed: null, mail: before };
  const mail = { ...made, messageId: before.messageId };
  return { kind: "mail", sealed: { mail, remade: `made anew: ${narrowed}`, remember }, mail };
};

const isSame = (one: Mail, other: Mail): boolean =>
  one.subject === other.subject && one.html === other.html && one.text === other.text;
