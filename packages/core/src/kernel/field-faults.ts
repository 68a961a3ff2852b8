import { type Filling, filled, knownAgain } from "./closed-words.ts";

/**
 * What is said of a field at fault, where zod has no words for it. Zod and problems carry sentences only; since all of ours
 * stand here, `fieldFaultIn` knows each again for who says it in another language.
 */
export const fieldFaults = {
  addressIncomplete: "‘{text}’ is not a complete address",
  mailboxIncomplete: "is neither an address nor a name and an address in angle brackets",
  httpsNeeded: "must begin with https://, except on loopback",
  domain: "is not a domain",
  timeZone: "is not a time zone of the IANA database",
  namedTwice: "is named twice",

  nameMissing: "enter a name",
  nameLong: "use at most 100 characters",
  severitiesMissing: "choose at least one severity",
  groupsMissing: "choose at least one device group, or all",
  recipientsMissing: "add at least one recipient",
  recipientsMany: "use at most 50 recipients",
  stepsMany: "use at most 9 steps",
  firstTierEmpty: "name somebody who is told at once",
  tierEmpty: "name somebody whom this step tells",
  tierWithoutStep: "no step tells this tier",
  patternHeavy: "repeats too much to be matched quickly",

  groupUnknown: "is not a device group",
  groupsUnknown: "there is no device group {groups}",
  sourceUnknown: "is not a source",
  domainRefused: "is not in a domain that may receive mail",

  reasonMissing: "say why",
  endPassed: "has passed",
  endBeforeStart: "is not after the start",
  endTooFar: "is more than 92 days after the start",

  purgeAlone: "Search and Purge is given beside another role: by itself it lets nobody see anything",
  roleEverywhereLimited: "are an organization's: a role in all of them cannot be limited to some",
  roleBeyondOwn: "lets people do more than you may",
  groupsBeyondOwn: "you may not see {groups}",

  userOfToken: "is missing: a token is somebody's",
  tokenInClear: "a token is not sent in clear",
  secretLost: "has to be entered again",
  secretOfAnotherServer: "has to be entered again: it was entered for another server",
  passwordWrong: "is not your password",
  codeWrong: "is not the code of now",
  callAddressMissing: "enter the address that is to be called",

  kindStays: "stays {kind}: a source of another kind is another source",
  kindNotPolled: "is not for sources of kind {kind}",
  kindUnsaid: "say of which kind; the payload looks like none in particular",
  fieldUnknown: "is not a field here",
} as const;

export type FieldFaultKind = keyof typeof fieldFaults;

/** One of them that is filled in. */
export const fieldFault = (kind: FieldFaultKind, values: Filling): string => filled(fieldFaults[kind], values);

/** Which one a sentence is, and what it is filled in with; null for the words of others. */
export const fieldFaultIn = (message: string) => knownAgain(fieldFaults, message);
