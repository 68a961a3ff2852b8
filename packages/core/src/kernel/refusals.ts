import { filled, type NamesIn } from "./closed-words.ts";
import { DomainError, type DomainErrorCode, type FieldFault } from "./domain-error.ts";

/** What the API refuses a person: how, and in which words. What stands in braces is filled in. */
export const refusals = {
  invalid: { code: "invalid", detail: "The request says something that cannot be" },
  nothing: { code: "notFound", detail: "There is no such thing" },
  noSuch: { code: "notFound", detail: "There is no such {noun}" },
  staleCursor: { code: "malformed", detail: "This cursor is not one of this list" },
  databaseBusy: { code: "unavailable", detail: "The database cannot be written just now ({fault})" },
  bodyTooLarge: { code: "tooLarge", detail: "The body is larger than this route takes" },
  rightNeeded: { code: "forbidden", detail: "The right to {right} is needed" },

  notSignedIn: { code: "unauthenticated", detail: "Sign in, or send an access token as Authorization: Bearer" },
  signedOut: { code: "unauthenticated", detail: "You are signed out: sign in again" },
  wrongPassword: { code: "unauthenticated", detail: "The address or the password is wrong" },
  signInOver: { code: "unauthenticated", detail: "This sign-in is over: begin again with your password" },
  wrongSecondStep: { code: "unauthenticated", detail: "The code is wrong" },
  noSignInNow: { code: "unauthenticated", detail: "You cannot sign in just now" },
  signInBusy: { code: "unavailable", detail: "Too many people sign in just now" },
  waitSeconds: { code: "tooManyRequests", detail: "Too many tries: wait {seconds} seconds" },
  waitMinutes: { code: "tooManyRequests", detail: "Too many tries: wait {minutes} minutes" },
  httpsNeeded: {
    code: "forbidden",
    detail:
      "Signing in needs https: reach Tocsin through a proxy that ends TLS, with TOCSIN_PUBLIC_URL or TRUST_PROXY set, or from the machine itself",
  },
  foreignPage: {
    code: "forbidden",
    detail:
      "This request was not made by a page of this installation. Scripts send an access token as Authorization: Bearer",
  },
  linkOver: { code: "notFound", detail: "This link was used, or is over: ask for another one" },
  setUpAlready: { code: "notFound", detail: "This installation is set up already" },
  wrongSetupToken: { code: "unauthenticated", detail: "This is not the set-up token" },

  sessionNeeded: { code: "forbidden", detail: "Sign in for this: an access token cannot change how you sign in" },
  passwordNeeded: { code: "invalid", detail: "Your password is needed for this" },
  noRole: { code: "forbidden", detail: "You have no role in an organization" },
  secondFactorIsOn: { code: "conflict", detail: "You have a second factor: turn it off first" },
  secondFactorNotBegun: { code: "conflict", detail: "There is no second factor that waits to be confirmed" },
  wrongCode: { code: "invalid", detail: "The code is wrong" },
  noSecondFactor: { code: "conflict", detail: "You have no second factor" },
  tokenBeyondOwner: { code: "invalid", detail: "A token cannot do more than you" },

  userOfSeveral: {
    code: "forbidden",
    detail: "This user works in other organizations, too: only a Global Administrator of all of them can change him",
  },
  userHasNoSecondFactor: { code: "conflict", detail: "This user has no second factor" },
  userExists: { code: "conflict", detail: "Somebody with this address is a user here already" },
  userIs: { code: "conflict", detail: "This user is {state}" },
  lastAdministrator: { code: "conflict", detail: "This is the last Global Administrator: make another one first" },
  roleHeld: { code: "conflict", detail: "This user has this role already" },
  roleLimit: { code: "invalid", detail: "A role cannot be limited to what is not there" },
  groupsUnknown: { code: "invalid", detail: "Some device groups are not known" },

  organizationNameTaken: { code: "conflict", detail: "An organization named ‘{name}’ already exists" },
  organizationInUse: {
    code: "conflict",
    detail: "The organization is in use: it has sources, rules, device groups or deliveries",
  },
  ownOrganization: {
    code: "conflict",
    detail: "You act in this organization: name another one to remove it",
  },

  ruleNameTaken: { code: "conflict", detail: "A rule named ‘{name}’ already exists" },
  ruleChanged: {
    code: "preconditionFailed",
    detail: "The rule has changed: it is at version {version} now, not {read}",
  },
  ruleNotArchived: { code: "conflict", detail: "The rule is not archived" },
  ruleNotStopped: { code: "conflict", detail: "This address did not stop the mails of this rule" },
  ruleNamesUnknown: { code: "invalid", detail: "The rule names something that is not to be had" },
  ruleWithoutRecipient: { code: "invalid", detail: "The rule has no recipient" },

  groupNameTaken: { code: "conflict", detail: "A device group named ‘{name}’ already exists" },
  groupOfTheRest: { code: "conflict", detail: "‘{name}’ is the group of every device that no other takes" },
  recipientExists: { code: "conflict", detail: "This address is a recipient already" },
  recipientInRules: { code: "conflict", detail: "Take it out of these rules first: {rules}" },
  silenceOver: { code: "conflict", detail: "This silence is over; make a new one" },
  silenceImpossible: { code: "invalid", detail: "This silence cannot be" },
  muteOverAtOnce: { code: "conflict", detail: "The incident is resolved: it can be muted for some hours only" },

  deliveryGoesOut: { code: "conflict", detail: "This delivery is {state} and will go out by itself" },
  deliveryHeld: { code: "conflict", detail: "This delivery is held, to be told in a digest" },
  deliveryInDigest: {
    code: "conflict",
    detail: "This delivery was told in a digest; to send that once more, redrive {delivery}",
  },
  linkMailedOnce: {
    code: "conflict",
    detail: "The link of this mail works once: have a new one sent from the user's page",
  },
  mailForgotten: { code: "conflict", detail: "The mail of this delivery is no longer kept" },
  mailOnItsWay: { code: "conflict", detail: "This mail is on its way once more already" },
  mailPrivate: { code: "forbidden", detail: "This mail is about somebody's own account, and for its reader alone" },

  sourceKindStays: { code: "invalid", detail: "The kind of a source cannot be changed" },
  sourceNotPolled: { code: "conflict", detail: "Incidents of this source are sent: it is not polled" },
  sourceKindNeeded: { code: "invalid", detail: "A new source needs a kind" },
  settingsOfAnotherKind: { code: "invalid", detail: "The settings are not those of the kind" },
  problemResolved: { code: "conflict", detail: "This payload problem was resolved already" },
  stillUnreadable: { code: "invalid", detail: "It still cannot be read" },
  unreadableThere: { code: "invalid", detail: "It cannot be read there, either" },
  notJson: { code: "invalid", detail: "It is not JSON, and no fix of ours can read it" },

  transportCarries: { code: "conflict", detail: "It carries mail: choose another one first" },
  secretsMissing: { code: "conflict", detail: "Enter {secrets} first" },
  secretMoves: { code: "invalid", detail: "A secret does not move to another server" },
  noAddressYet: { code: "invalid", detail: "There is no address yet" },
} as const satisfies Readonly<Record<string, { readonly code: DomainErrorCode; readonly detail: string }>>;

export type RefusalKind = keyof typeof refusals;

type ValuesOf<Kind extends RefusalKind> = Readonly<Record<NamesIn<(typeof refusals)[Kind]["detail"]>, string | number>>;

/** A refusal of a kind, with what its words are filled in with, and the fields at fault. */
export const refused = <Kind extends RefusalKind>(
  kind: Kind,
  ...[values, faults = []]: NamesIn<(typeof refusals)[Kind]["detail"]> extends never
    ? [values?: null, faults?: readonly FieldFault[]]
    : [values: ValuesOf<Kind>, faults?: readonly FieldFault[]]
): DomainError => {
  const { code, detail } = refusals[kind];
  const reason = { kind, values: { ...values } };
  return new DomainError(code, filled(detail, reason.values), faults, reason);
};
