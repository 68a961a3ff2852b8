import type { AuditStore } from "@tocsin/core/audit";
import { eq, sql } from "drizzle-orm";
import { accessTokens, roleAssignments, sessions, users } from "../accounts/tables.ts";
import { deliveries } from "../deliveries/tables.ts";
import { deviceGroups } from "../device-groups/tables.ts";
import { incidents } from "../incidents/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import { recipients } from "../recipients/tables.ts";
import { silences } from "../silences/tables.ts";
import { payloadProblems, sources } from "../sources/tables.ts";
import { transports, transportTests } from "../transports/tables.ts";

/** By what a path names things. */
const names = [
  incidents.id,
  notificationRules.id,
  silences.id,
  deliveries.id,
  deviceGroups.id,
  sources.id,
  payloadProblems.id,
  recipients.address,
  users.id,
  sessions.id,
  roleAssignments.id,
  accessTokens.id,
  organizations.id,
  transports.kind,
  transportTests.id,
] as const;

export const openHasAll = (db: Drizzle): AuditStore["hasAll"] => {
  const lookUps = names.map((name) =>
    db
      .select({ there: sql`1` })
      .from(name.table)
      .where(eq(name, sql.placeholder("id")))
      .limit(1)
      .prepare(),
  );
  return async (ids) => ids.every((id) => lookUps.some((lookUp) => lookUp.get({ id }) !== undefined));
};
