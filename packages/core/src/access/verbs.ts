import { z } from "zod";

/**
 * Where a verb is held:
 * - `groups`: in the device groups of the assignment, for what lies in them;
 * - `organization`: in the whole organization, however narrow the assignment: the thing lies in no device group;
 * - `unrestricted`: only by an assignment of all device groups, because the thing decides about all of them;
 * - `installation`: only by an assignment of all organizations.
 */
export type Reach = "groups" | "organization" | "unrestricted" | "installation";

/** Everything that somebody may be allowed to do: what it is in words, and how far an assignment carries it. */
export const verbs = {
  "dashboard.read": { words: "use the dashboard", reach: "groups" },
  "threats.read": { words: "view recent and current threats", reach: "groups" },
  "explorer.use": { words: "use Explorer and real-time detections", reach: "groups" },
  "incidents.read": { words: "view incidents", reach: "groups" },
  "incidents.addMessages": { words: "add mail messages to an incident", reach: "groups" },
  "incidents.manage": { words: "work on incidents", reach: "groups" },
  "mailActions.trigger": { words: "trigger actions on mail", reach: "groups" },
  "mail.purge": { words: "search mail and delete it", reach: "groups" },
  "rules.read": { words: "read notification rules", reach: "groups" },
  "rules.manage": { words: "manage notification rules", reach: "groups" },
  "deliveries.read": { words: "read the delivery log", reach: "groups" },
  "deliveries.redrive": { words: "send deliveries once more", reach: "groups" },
  "silences.read": { words: "read silences", reach: "groups" },
  "silences.manage": { words: "manage silences", reach: "groups" },
  "deviceGroups.read": { words: "read device groups", reach: "groups" },
  // Whoever could widen the group that he is limited to would be limited to nothing.
  "deviceGroups.manage": { words: "manage device groups", reach: "unrestricted" },
  "recipients.read": { words: "read recipients", reach: "organization" },
  "recipients.manage": { words: "manage recipients", reach: "unrestricted" },
  "sources.read": { words: "read sources", reach: "organization" },
  // A payload that could not be read lies in no device group, and may name devices of any.
  "payloads.read": { words: "read payloads that could not be read", reach: "unrestricted" },
  "sources.manage": { words: "manage sources and their keys", reach: "unrestricted" },
  "endpoints.integrate": { words: "integrate with an endpoint product", reach: "unrestricted" },
  "siem.integrate": { words: "integrate with a SIEM server", reach: "unrestricted" },
  "transports.read": { words: "read how mail is sent", reach: "organization" },
  // It carries the mail of every organization.
  "transports.manage": { words: "manage how mail is sent", reach: "installation" },
  "settings.read": { words: "read settings", reach: "organization" },
  "settings.manage": { words: "manage settings", reach: "unrestricted" },
  "system.read": { words: "see how the system is", reach: "organization" },
  "organizations.read": { words: "read organizations", reach: "organization" },
  "organizations.manage": { words: "change an organization", reach: "unrestricted" },
  "organizations.create": { words: "make organizations", reach: "installation" },
  "users.read": { words: "read users", reach: "organization" },
  "users.manage": { words: "manage users", reach: "unrestricted" },
  "roles.read": { words: "read who has which role", reach: "organization" },
  "roles.manage": { words: "grant and revoke roles", reach: "unrestricted" },
  "accessTokens.own": { words: "make access tokens for oneself", reach: "organization" },
  "accessTokens.manage": { words: "see and revoke everybody's access tokens", reach: "unrestricted" },
  "audit.read": { words: "read the audit log", reach: "unrestricted" },
  "audit.export": { words: "export the audit log", reach: "unrestricted" },
} as const satisfies Readonly<Record<string, { readonly words: string; readonly reach: Reach }>>;

export type Verb = keyof typeof verbs;

export const allVerbs = Object.keys(verbs) as readonly Verb[];

export const isVerb = (text: string): text is Verb => Object.hasOwn(verbs, text);

export const verbSchema = z.enum(allVerbs as [Verb, ...Verb[]]);
