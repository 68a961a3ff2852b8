import { expect, test } from "vitest";
import { asId, type DeviceGroupId, type OrganizationId } from "../kernel/index.ts";
import { mayGrant } from "./granting.ts";
import type { Rights, RoleAssignment } from "./rights.ts";
import { allRoles } from "./roles.ts";

const contoso = asId<OrganizationId>("contoso");
const servers = asId<DeviceGroupId>("servers");

const rightsOf = (assignment: RoleAssignment, limits: Rights["limits"] = null): Rights => ({
  organizationId: contoso,
  assignments: [assignment],
  limits,
});
const role = (
  name: RoleAssignment["role"],
  organizationId: OrganizationId | null,
  deviceGroups: DeviceGroupId[] | null = null,
): RoleAssignment => ({ role: name, organizationId, deviceGroups });

test("a Global Administrator of all organizations gives every role, here and everywhere", () => {
  for (const name of allRoles) {
    for (const organizationId of [contoso, null]) {
      expect(mayGrant(rightsOf(role("globalAdministrator", null)), role(name, organizationId)).allowed).toBe(true);
    }
  }
});

test("a Global Administrator of one organization gives every role there, and none in all of them", () => {
  const giver = rightsOf(role("globalAdministrator", contoso));
  for (const name of allRoles) {
    expect(mayGrant(giver, role(name, contoso)).allowed).toBe(true);
    expect(mayGrant(giver, role(name, null))).toMatchObject({
      because: "only a Global Administrator of all organizations may give, or take away, a role in all of them",
    });
  }
});

test("nobody else gives any, and a limited administrator or token none at all", () => {
  for (const giver of [
    rightsOf(role("securityAdministrator", contoso)),
    rightsOf(role("securityOperator", contoso)),
    rightsOf(role("globalAdministrator", contoso, [servers])),
    rightsOf(role("globalAdministrator", null), { role: "securityAdministrator", deviceGroups: null }),
  ]) {
    for (const name of allRoles) {
      expect(mayGrant(giver, role(name, contoso, [servers]))).toMatchObject({
        allowed: false,
        missing: "roles.manage",
      });
    }
  }
});
