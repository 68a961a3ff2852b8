import { z } from "zod";
import { allVerbs, type Verb } from "./verbs.ts";

const readerVerbs = [
  "dashboard.read",
  "threats.read",
  "explorer.use",
  "incidents.read",
  // Odd, but so it is in the product that people come from: a reader may add what he has found.
  "incidents.addMessages",
  "rules.read",
  "deliveries.read",
  "silences.read",
  "deviceGroups.read",
  "recipients.read",
  "sources.read",
  "payloads.read",
  "organizations.read",
  "accessTokens.own",
] as const satisfies readonly Verb[];

const operatorVerbs = [
  ...readerVerbs,
  "incidents.manage",
  "deliveries.redrive",
  "transports.read",
  "settings.read",
  "system.read",
  "users.read",
  "roles.read",
] as const satisfies readonly Verb[];

const administratorVerbs = [
  ...operatorVerbs,
  "mailActions.trigger",
  "rules.manage",
  "silences.manage",
  "deviceGroups.manage",
  "recipients.manage",
  "sources.manage",
  "endpoints.integrate",
  "siem.integrate",
  "audit.read",
  "audit.export",
] as const satisfies readonly Verb[];

interface RoleFacts {
  readonly title: string;
  readonly verbs: readonly Verb[];
  /** Given beside another role: by itself it lets nobody see anything. */
  readonly addOn: boolean;
}

/** Each role and what it lets people do, where their assignment lets them. */
export const roles = {
  globalAdministrator: { title: "Global Administrator", verbs: allVerbs, addOn: false },
  securityAdministrator: { title: "Security Administrator", verbs: administratorVerbs, addOn: false },
  securityOperator: { title: "Security Operator", verbs: operatorVerbs, addOn: false },
  securityReader: { title: "Security Reader", verbs: readerVerbs, addOn: false },
  searchAndPurge: { title: "Search and Purge", verbs: ["mail.purge"], addOn: true },
} as const satisfies Readonly<Record<string, RoleFacts>>;

export type Role = keyof typeof roles;

export const allRoles = Object.keys(roles) as readonly Role[];

export const roleSchema = z.enum(allRoles as [Role, ...Role[]]);

/** Whether a role lets people do something at all. */
export const roleHas = (role: Role, verb: Verb): boolean => (roles[role].verbs as readonly Verb[]).includes(verb);
