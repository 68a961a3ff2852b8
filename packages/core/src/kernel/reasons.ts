import { type Filling, filled, knownAgain, type NamesIn } from "./closed-words.ts";

/**
 * Why somebody is told or not, and why a mail stands as it does, where it is we who say so. Decisions and deliveries keep
 * such a sentence as it is; since all of ours stand here, `reasonKnown` knows each again for who says it in another
 * language, also years later. Where two could be meant, the narrower one stands first.
 */
export const reasons = {
  matches: "the rule matches",
  matchesAndSees: "the rule matches, and a device concerned is in a group that this user may see",
  matchesNot: "the rule did not match",
  seesNone: "no device concerned is in a group that this user may see",
  seesNoneNow: "no device concerned is in a group that this user may see any more",
  showsTooMuch: "it showed more than this user may see by now",
  testShowsTooMuch: "it would show more than this user may see by now: test again",
  toldLater: "is told if nobody acknowledges within {minutes} minutes",
  addedLater: "was added to the rule at {at}, after this change",
  stopped: "stopped the mails of this rule at {at}",
  stoppedRule: "{address} stopped the mails of this rule at {at}",
  stoppedRules: "{address} stopped the mails of these rules at {at}",
  mutedWhileOpen: "muted by {address} at {at}, until the incident is resolved",
  mutedUntil: "muted by {address} at {at}, until {until}",
  silenced: "silenced by “{comment}”, until {until}",
  userGone: "this user is disabled, was removed, or has no role here",
  administratorGone: "the address is no longer an administrator’s",
  domainRefused: "{domain} is not among the domains that may receive mail",
  notForYou: "the reason speaks of device groups that you cannot see",

  heldForDigest: "held: to be told in a digest",
  heldByStorm: "held: more than {limit} mails a minute to this address; to be told in a digest at {at}",
  heldWithDigest: "held: to be told in its digest, which waits for a person since a backup was restored",
  toldInDigest: "held, told at {at} in a digest",
  doubtWithDigest: "in doubt with its digest: {because}",
  digestFailed: "the digest that was to tell it is failed: {because}",
  digestCancelled: "the digest that was to tell it is cancelled: {because}",
  toldWithout: "everything that it was to tell went out by itself",
  forgotten: "what it was to tell of is no longer known",
  workerStopped: "the worker stopped during this attempt",
  quarantined: "quarantined: {crashes} times a worker stopped or failed while preparing this mail",
  unreadable: "quarantined: what is stored of this mail cannot be read",
  backupDuring: "the backup was taken during this attempt",
  doubtSinceBackup: "in doubt: it was being sent when the backup of {at} was taken; redrive it to send it again",
  openAtBackup:
    "it had not been sent when the backup of {at} was taken, but may have been since; redrive it to send it",
} as const;

export type ReasonKind = keyof typeof reasons;

/** One of them, filled in. */
export const reasonOf = <Kind extends ReasonKind>(
  kind: Kind,
  values: Readonly<Record<NamesIn<(typeof reasons)[Kind]>, string | number>>,
): string => filled(reasons[kind], values as Filling);

/** Which of them a sentence is; null for the words of others, such as a mail server. */
export const reasonKnown = (reason: string) => knownAgain(reasons, reason);
