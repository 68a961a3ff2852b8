import { describe, expect, test } from "vitest";
import { asId, type DeviceGroupId, type OrganizationId } from "../kernel/index.ts";
import { authorize } from "./authorize.ts";
import { chooseOrganization } from "./choose-organization.ts";
import { demand } from "./demand.ts";
import { Forbidden } from "./forbidden.ts";
import { type Rights, reachOf, scopeFor, verbsOf } from "./rights.ts";
import { allVerbs } from "./verbs.ts";

const contoso = asId<OrganizationId>("contoso");
const fabrikam = asId<OrganizationId>("fabrikam");
const servers = asId<DeviceGroupId>("servers");
const laptops = asId<DeviceGroupId>("laptops");

const rightsOf = (...assignments: readonly Rights["assignments"][number][]): Rights => ({
  organizationId: contoso,
  assignments,
  limits: null,
});
const readerOf = (...deviceGroups: readonly DeviceGroupId[]) =>
  ({ role: "securityReader", organizationId: contoso, deviceGroups }) as const;
const operatorOf = (...deviceGroups: readonly DeviceGroupId[]) =>
  ({ role: "securityOperator", organizationId: contoso, deviceGroups }) as const;
const administratorOf = (...deviceGroups: readonly DeviceGroupId[]) =>
  ({ role: "securityAdministrator", organizationId: contoso, deviceGroups }) as const;
const globalOf = (organizationId: OrganizationId | null) =>
  ({ role: "globalAdministrator", organizationId, deviceGroups: null }) as const;

describe("who may do what", () => {
  test("several assignments add up, each verb where its role holds", () => {
    const rights = rightsOf(readerOf(servers, laptops), operatorOf(servers));
    expect(scopeFor(rights, "incidents.read")).toEqual({
      organizationId: contoso,
      deviceGroups: new Set([servers, laptops]),
      manages: new Set([servers, laptops]),
    });
    expect(scopeFor(rights, "incidents.manage").manages).toEqual(new Set([servers]));
    expect(authorize(rights, "incidents.manage", { kind: "anyGroup", ids: [laptops] })).toEqual({
      allowed: false,
      missing: "incidents.manage",
      because: "the right to work on incidents (incidents.manage) is needed in a device group concerned",
    });
  });

  test("a rule needs the right in every one of its groups, and all device groups a role without limits", () => {
    const rights = rightsOf(administratorOf(servers));
    expect(authorize(rights, "rules.manage", { kind: "everyGroup", ids: [servers] })).toEqual({
      allowed: true,
      because: "Security Administrator of 1 device group",
    });
    expect(authorize(rights, "rules.manage", { kind: "everyGroup", ids: [servers, laptops] })).toMatchObject({
      because:
        "the right to manage notification rules (rules.manage) is needed in every device group concerned, " +
        "and is missing in 1 of them",
    });
    expect(authorize(rights, "rules.manage", { kind: "everything" })).toMatchObject({
      because: "the right to manage notification rules (rules.manage) is needed for all device groups",
    });
  });

  test("what decides about all groups is nobody's whose role is limited to some", () => {
    const limited = rightsOf(administratorOf(servers));
    for (const verb of ["deviceGroups.manage", "sources.manage", "recipients.manage", "audit.read"] as const) {
      expect(authorize(limited, verb)).toMatchObject({ allowed: false, missing: verb });
      expect(verbsOf(limited)).not.toContain(verb);
    }
    expect(verbsOf(limited)).toContain("deviceGroups.read");
    const whole = { role: "securityAdministrator", organizationId: contoso, deviceGroups: null } as const;
    expect(authorize(rightsOf(whole), "deviceGroups.manage").allowed).toBe(true);
  });

  test("a Global Administrator may do everything, but one of a single organization nothing that concerns all of them", () => {
    expect(verbsOf(rightsOf(globalOf(null)))).toEqual(allVerbs);
    const ofAll = ["organizations.create", "transports.manage"];
    expect(verbsOf(rightsOf(globalOf(contoso)))).toEqual(allVerbs.filter((verb) => !ofAll.includes(verb)));
    expect(verbsOf(rightsOf(globalOf(fabrikam)))).toEqual([]);
  });

  test("users, roles and transports are the Global Administrator's; others read at most", () => {
    const administrator = verbsOf(
      rightsOf({ role: "securityAdministrator", organizationId: contoso, deviceGroups: null }),
    );
    for (const noun of ["users", "roles", "transports", "settings"] as const) {
      expect(administrator).toContain(`${noun}.read`);
      expect(administrator).not.toContain(`${noun}.manage`);
    }
  });

  test("an access token takes away and never adds", () => {
    const limits = { role: "securityOperator", deviceGroups: [servers] } as const;
    const global = { ...rightsOf(globalOf(null)), limits };
    expect(reachOf(global, "incidents.manage")).toEqual(new Set([servers]));
    expect(authorize(global, "rules.manage")).toMatchObject({
      because: "the right to manage notification rules (rules.manage) is not among those of this access token",
    });
    const reader = { ...rightsOf(readerOf(laptops)), limits };
    expect(verbsOf(reader).filter((verb) => verb.startsWith("incidents"))).toEqual([]);
    expect(reachOf({ ...reader, limits: { ...limits, deviceGroups: null } }, "incidents.read")).toEqual(
      new Set([laptops]),
    );
  });

  test("whoever acts in no organization may do nothing there", () => {
    const rights = { ...rightsOf(globalOf(null)), organizationId: null };
    expect(verbsOf(rights)).toEqual([]);
    expect(() => demand(rights, "incidents.read")).toThrow(Forbidden);
  });
});

describe("in which organization a request acts", () => {
  test.each([
    ["the only one", { bound: null, named: null, own: [contoso] }, contoso],
    ["the one that is named", { bound: null, named: "fabrikam", own: [contoso, fabrikam] }, fabrikam],
    ["the one that the token is bound to", { bound: fabrikam, named: null, own: [contoso, fabrikam] }, fabrikam],
    ["none, for who has none", { bound: null, named: null, own: [] }, null],
    ["none, for a token of one that was lost", { bound: fabrikam, named: null, own: [contoso] }, null],
  ])("is %s", (_name, choice, expected) => {
    expect(chooseOrganization(choice)).toBe(expected);
  });

  test("is never guessed among several, and never a foreign one", () => {
    const own = [contoso, fabrikam];
    expect(() => chooseOrganization({ bound: null, named: null, own })).toThrow("You work in 2 organizations");
    expect(() => chooseOrganization({ bound: null, named: "eve", own })).toThrow("There is no such organization");
    expect(() => chooseOrganization({ bound: contoso, named: "fabrikam", own })).toThrow(
      "There is no such organization",
    );
  });
});
