import type { Role } from "@tocsin/core/access";
import { expect, test } from "vitest";
import { standingOf } from "./activity-table.ts";

test.each<[Role, Parameters<typeof standingOf>[1], string]>([
  ["securityReader", "viewIncidents", "yes"],
  ["securityReader", "findAndDeleteMail", "no"],
  ["securityOperator", "findAndDeleteMail", "no"],
  ["securityAdministrator", "findAndDeleteMail", "withPurge"],
  ["globalAdministrator", "findAndDeleteMail", "yes"],
  ["securityOperator", "integrateSiem", "no"],
  ["securityAdministrator", "integrateSiem", "yes"],
])("a %s and the activity %s: %s", (role, activity, standing) => {
  expect(standingOf(role, activity)).toBe(standing);
});
