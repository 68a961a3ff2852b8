import { type Role, roles } from "@tocsin/core/access";
import type { DeviceGroupId, OrganizationId, UserId } from "@tocsin/core/kernel";
import { sha256 } from "@tocsin/secrets";
import type { TestApp } from "../start-test-app.ts";
import type { Things } from "./things.ts";

/** The columns of the table, in its order. */
export const columns = [
  "GA of all organizations",
  "GA",
  "SA",
  "SO",
  "SR",
  "SP",
  "GA of a group",
  "SA of a group",
  "SO of a group",
  "SR of a group",
  "SP of a group",
] as const;
export type Column = (typeof columns)[number];

export const isLimited = (column: Column): boolean => column.endsWith("of a group");

const roleOf: Readonly<Record<string, Role>> = {
  GA: "globalAdministrator",
  SA: "securityAdministrator",
  SO: "securityOperator",
  SR: "securityReader",
  SP: "searchAndPurge",
};

/** Somebody who calls, signed in or by an access token. */
export interface Caller {
  readonly name: string;
  readonly column: Column;
  readonly by: "session" | "token";
  readonly headers: Readonly<Record<string, string>>;
  /** What is his alone, and in `foreign` what is another's. */
  readonly things: Things;
}

interface Parts {
  readonly app: TestApp;
  readonly organizationId: OrganizationId;
  readonly group: DeviceGroupId;
  readonly ada: UserId;
}

/** One for each column, signed in; and for each limited one an access token of Ada's, who is limited to nothing. */
export const makeCallers = async (parts: Parts): Promise<readonly Caller[]> => {
  const callers: Caller[] = [];
  for (const column of columns) {
    const user = column === "GA of all organizations" ? parts.ada : await makeUser(parts, column);
    callers.push(await signedIn(parts, column, user));
  }
  for (const column of columns.filter(isLimited)) callers.push(await byToken(parts, column));
  return callers;
};

const makeUser = async ({ app, organizationId, group }: Parts, column: Column): Promise<UserId> => {
  const role = roleIn(column);
  const email = `${column.toLowerCase().replaceAll(" ", "-")}@contoso.example`;
  const deviceGroups = isLimited(column) ? [group] : null;
  const { member } = await app.stores.users.invite({
    organizationId,
    invitation: { name: roles[role].title, email, roles: [{ role, deviceGroups }], locale: null, timeZone: null },
    by: "Ada",
    linkHashOf: (id) => sha256(`link of ${id}`),
  });
  return member.id;
};

const roleIn = (column: Column): Role => roleOf[column.slice(0, 2)] ?? "securityReader";

const openSession = async (app: TestApp, userId: UserId, name: string) => {
  const token = `ses_of ${name}`.replaceAll(" ", "-");
  const session = await app.stores.sessions.open({
    userId,
    hash: sha256(token),
    method: "password",
    secondFactor: false,
    address: null,
    network: "192.0.2.0",
    userAgent: null,
  });
  return { token, id: session?.id };
};

const makeToken = async ({ app, organizationId, group }: Parts, userId: UserId, name: string, role: Role) => {
  const token = `tat_of ${name}`.replaceAll(" ", "-");
  const draft = { name, role, deviceGroups: [group], expiresInDays: 30 };
  const { id } = await app.stores.accessTokens.create(userId, organizationId, draft, sha256(token));
  return { token, id };
};

const signedIn = async (parts: Parts, column: Column, userId: UserId): Promise<Caller> => {
  const { token } = await openSession(parts.app, userId, column);
  const other = await openSession(parts.app, userId, `${column} elsewhere`);
  const spare = await makeToken(parts, userId, `${column} to be revoked`, "securityReader");
  return {
    name: column,
    column,
    by: "session",
    headers: {
      Cookie: `tocsin-session=${token}`,
      "Sec-Fetch-Site": "same-origin",
      "Tocsin-Organization": parts.organizationId,
    },
    things: { ownToken: { own: spare.id, foreign: nobodys }, ownSession: { own: other.id, foreign: nobodys } },
  };
};

const byToken = async (parts: Parts, column: Column): Promise<Caller> => {
  const { token } = await makeToken(parts, parts.ada, `a script as ${column}`, roleIn(column));
  const spare = await makeToken(parts, parts.ada, `${column} to be revoked, too`, "securityReader");
  const other = await openSession(parts.app, parts.ada, `${column} of Ada`);
  return {
    name: `an access token as ${column}`,
    column,
    by: "token",
    headers: { Authorization: `Bearer ${token}` },
    things: { ownToken: { own: spare.id, foreign: nobodys }, ownSession: { own: other.id, foreign: nobodys } },
  };
};

/** An id that nothing has. */
export const nobodys = "00000000-0000-7000-8000-000000000000";
