import { type Role, roleSchema, roles } from "@tocsin/core/access";
import { err, ok, type Result } from "@tocsin/core/kernel";
import type { SingleSignOnSetting } from "./single-sign-on.ts";

interface Given {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_TITLE: string;
  readonly OIDC_GROUPS_CLAIM: string;
  readonly OIDC_ROLES?: string | undefined;
}

/** Single sign-on as the environment sets it up; null where it does not. The problem names every fault, a line each. */
export const singleSignOnSettingOf = (given: Given): Result<SingleSignOnSetting | null, string> => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  const map = rolesOf(given.OIDC_ROLES ?? "");
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return ok(null);
  const faults = [
    ...(issuer === undefined ? ["  OIDC_ISSUER: is missing"] : []),
    ...(clientId === undefined ? ["  OIDC_CLIENT_ID: is missing"] : []),
    ...(clientSecret === undefined ? ["  OIDC_CLIENT_SECRET: is missing"] : []),
    ...(map.ok ? [] : map.problem.map((fault) => `  OIDC_ROLES: ${fault}`)),
  ];
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || !map.ok) {
    return err(faults.join("\n"));
  }
  const { OIDC_TITLE: title, OIDC_GROUPS_CLAIM: groupsClaim } = given;
  return ok({ title, issuer, clientId, clientSecret, groupsClaim, roles: map.value });
};

/** `group=role,group=role`. A group may hold an equals sign: the last one counts. */
const rolesOf = (text: string): Result<ReadonlyMap<string, Role>, readonly string[]> => {
  const faults: string[] = [];
  const map = new Map<string, Role>();
  for (const pair of text.split(",").map((part) => part.trim())) {
    if (pair === "") continue;
    const equals = pair.lastIndexOf("=");
    const group = pair.slice(0, equals).trim();
    const role = roleSchema.safeParse(pair.slice(equals + 1).trim());
    if (equals < 1 || !role.success) faults.push(`${pair} is not group=role; roles are ${givable.join(", ")}`);
    else if (roles[role.data].addOn) faults.push(`${pair}: ${roles[role.data].title} is given by a person alone`);
    else map.set(group, role.data);
  }
  return faults.length > 0 ? err(faults) : ok(map);
};

const givable = (Object.keys(roles) as Role[]).filter((role) => !roles[role].addOn);
