import { expect, test } from "vitest";
import { asId, type DeviceGroupId, type OrganizationId } from "../kernel/index.ts";
import { type ActivityName, activities } from "./activities.ts";
import { authorize } from "./authorize.ts";
import type { Role } from "./roles.ts";

const here = asId<OrganizationId>("contoso");
const own = asId<DeviceGroupId>("own");
const foreign = asId<DeviceGroupId>("foreign");

// Every set of roles, from nobody to somebody with all of them. GA, SA, SO, SR: the directory's roles; +SP: Search and Purge.
const sets = {
  "-": [],
  SP: ["searchAndPurge"],
  SR: ["securityReader"],
  "SR+SP": ["securityReader", "searchAndPurge"],
  SO: ["securityOperator"],
  "SO+SP": ["securityOperator", "searchAndPurge"],
  SA: ["securityAdministrator"],
  "SA+SP": ["securityAdministrator", "searchAndPurge"],
  GA: ["globalAdministrator"],
  "GA+SP": ["globalAdministrator", "searchAndPurge"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

// y: yes; -: no. The columns are those of `sets`; the rows stand as the product that people come from documents them.
const table: Readonly<Record<ActivityName, string>> = {
  //                    -  SP SR SR+ SO SO+ SA SA+ GA GA+
  useDashboard: "       -  -  y  y   y  y   y  y   y  y ",
  viewThreats: "        -  -  y  y   y  y   y  y   y  y ",
  useExplorer: "        -  -  y  y   y  y   y  y   y  y ",
  viewIncidents: "      -  -  y  y   y  y   y  y   y  y ",
  addMessages: "        -  -  y  y   y  y   y  y   y  y ",
  triggerMailActions: " -  -  -  -   -  -   -  y   y  y ",
  findAndDeleteMail: "  -  -  -  -   -  -   -  y   y  y ",
  integrateEndpoints: " -  -  -  -   -  -   y  y   y  y ",
  integrateSiem: "      -  -  -  -   -  -   y  y   y  y ",
};

const rows = Object.entries(table).flatMap(([name, marks]) =>
  Object.entries(sets).map(([label, held], column) => ({
    name: name as ActivityName,
    label,
    held,
    allowed: marks.trim().split(/\s+/)[column] === "y",
  })),
);

const rightsOf = (held: readonly Role[], deviceGroups: readonly DeviceGroupId[] | null) => ({
  organizationId: here,
  assignments: held.map((role) => ({ role, organizationId: here, deviceGroups })),
  limits: null,
});

test("there are nine activities and ten sets of roles", () => {
  expect(rows).toHaveLength(90);
});

test.each(rows)("$name by $label without limits: $allowed", ({ name, held, allowed }) => {
  const { verbs } = activities[name];
  for (const object of [null, { kind: "everything" }, { kind: "anyGroup", ids: [foreign] }] as const) {
    expect(authorize(rightsOf(held, null), verbs, object).allowed).toBe(allowed);
  }
});

// To integrate with another product decides about all device groups, so a limited role never lets anybody.
test.each(rows)("$name by $label of one device group: there as without limits, elsewhere never", (row) => {
  const { verbs, roleElsewhere } = activities[row.name];
  const rights = rightsOf(row.held, [own]);
  const allowed = row.allowed && !roleElsewhere;
  expect(authorize(rights, verbs, { kind: "anyGroup", ids: [own, foreign] }).allowed).toBe(allowed);
  expect(authorize(rights, verbs, { kind: "anyGroup", ids: [foreign] }).allowed).toBe(false);
  expect(authorize(rights, verbs, { kind: "everyGroup", ids: [own, foreign] }).allowed).toBe(false);
  expect(authorize(rights, verbs, { kind: "everything" }).allowed).toBe(false);
});

test.each(rows)("$name by $label of another organization: never", ({ name, held }) => {
  const rights = { ...rightsOf(held, null), organizationId: asId<OrganizationId>("fabrikam") };
  expect(authorize(rights, activities[name].verbs)).toMatchObject({ allowed: false });
});

test("an administrator of one group and Search and Purge of another delete mail in neither", () => {
  const rights = {
    organizationId: here,
    assignments: [
      { role: "securityAdministrator", organizationId: here, deviceGroups: [own] },
      { role: "searchAndPurge", organizationId: here, deviceGroups: [foreign] },
    ],
    limits: null,
  } as const;
  const { verbs } = activities.findAndDeleteMail;
  for (const ids of [[own], [foreign], [own, foreign]]) {
    expect(authorize(rights, verbs, { kind: "anyGroup", ids }).allowed).toBe(false);
  }
  expect(authorize(rights, verbs)).toMatchObject({ allowed: false });
});
