import { describe, expect, test } from "vitest";
import { asId } from "../kernel/index.ts";
import { aDeviceGroup } from "../testing/index.ts";
import { type DeviceCondition, deviceGroupDraftSchema, ungroupedId } from "./device-group.ts";
import { type Device, groupOf } from "./membership.ts";

const device: Device = {
  name: "SRV-FILE-02",
  domain: "corp.contoso.example",
  os: "Windows Server 2025",
  sourceGroup: "Servers – Amsterdam",
  tags: ["Tier 0", "pci"],
  ips: ["10.1.2.3", "2001:db8::7"],
};

const bare: Device = { name: "phone", domain: null, os: null, sourceGroup: null, tags: [], ips: [] };

const isMember = (condition: DeviceCondition, of: Device = device): boolean =>
  groupOf(of, [aDeviceGroup({ conditions: [condition] })]) !== ungroupedId;

describe("a condition of a device group", () => {
  test.each<[string, DeviceCondition, boolean]>([
    ["is: the whole text", { property: "name", operator: "is", values: ["srv-file-02"] }, true],
    ["is: not a part of it", { property: "name", operator: "is", values: ["srv-file"] }, false],
    ["starts with", { property: "name", operator: "startsWith", values: ["srv-"] }, true],
    ["does not start with", { property: "name", operator: "startsWith", values: ["file"] }, false],
    ["ends with", { property: "domain", operator: "endsWith", values: [".contoso.example"] }, true],
    ["does not end with", { property: "domain", operator: "endsWith", values: ["corp"] }, false],
    ["contains", { property: "os", operator: "contains", values: ["SERVER"] }, true],
    ["does not contain", { property: "os", operator: "contains", values: ["linux"] }, false],
    ["any of several values is enough", { property: "name", operator: "is", values: ["x", "SRV-FILE-02"] }, true],
    ["any of several tags is enough", { property: "tag", operator: "is", values: ["PCI"] }, true],
    ["a tag that it does not have", { property: "tag", operator: "is", values: ["tier"] }, false],
    ["the source's own group", { property: "sourceGroup", operator: "contains", values: ["amsterdam"] }, true],
    ["wide letters are letters", { property: "name", operator: "is", values: ["ｓｒｖ-file-02"] }, true],
    ["an IPv4 address in a range", { property: "ip", operator: "inRange", values: ["10.1.0.0/16"] }, true],
    ["an IPv6 address in a range", { property: "ip", operator: "inRange", values: ["2001:db8::/32"] }, true],
    ["no address in the range", { property: "ip", operator: "inRange", values: ["192.168.0.0/16"] }, false],
  ])("%s", (_guarantee, condition, expected) => {
    expect(isMember(condition)).toBe(expected);
  });

  test.each<[string, DeviceCondition]>([
    ["domain", { property: "domain", operator: "contains", values: ["a"] }],
    ["os", { property: "os", operator: "contains", values: ["a"] }],
    ["source group", { property: "sourceGroup", operator: "contains", values: ["a"] }],
    ["tag", { property: "tag", operator: "contains", values: ["a"] }],
    ["address", { property: "ip", operator: "inRange", values: ["0.0.0.0/0"] }],
  ])("about a device's %s does not hold where nobody said it", (_property, condition) => {
    expect(isMember(condition, bare)).toBe(false);
  });
});

describe("a device", () => {
  const servers = aDeviceGroup({ id: asId("servers") });
  const files = aDeviceGroup({
    id: asId("files"),
    conditions: [{ property: "name", operator: "contains", values: ["file"] }],
  });

  test("is in the first group that it matches", () => {
    expect([groupOf(device, [servers, files]), groupOf(device, [files, servers])]).toEqual(["servers", "files"]);
  });

  test("that no group takes is ungrouped", () => {
    expect(groupOf(bare, [servers, files])).toBe(ungroupedId);
  });

  test("must meet every condition of its group", () => {
    const both = aDeviceGroup({
      conditions: [...servers.conditions, { property: "os", operator: "is", values: ["x"] }],
    });
    expect(groupOf(device, [both])).toBe(ungroupedId);
  });
});

describe("a drafted device group", () => {
  const pathsOf = (draft: unknown): readonly string[] => {
    const parsed = deviceGroupDraftSchema.safeParse(draft);
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  };
  const named = { property: "name", operator: "is", values: ["a"] };

  test("needs a name and a condition, and gets an empty description", () => {
    expect(deviceGroupDraftSchema.parse({ name: " Servers ", conditions: [named] })).toEqual({
      name: "Servers",
      description: "",
      conditions: [named],
    });
  });

  test.each<[string, unknown, readonly string[]]>([
    ["without anything", {}, ["name", "conditions"]],
    ["without a condition", { name: "a", conditions: [] }, ["conditions"]],
    ["with an empty value", { name: "a", conditions: [{ ...named, values: [" "] }] }, ["conditions.0.values.0"]],
    ["with an unknown property", { name: "a", conditions: [{ ...named, property: "mac" }] }, ["conditions.0.property"]],
    ["with an unknown key", { name: "a", conditions: [{ ...named, not: true }] }, ["conditions.0"]],
    [
      "with an address for a range",
      { name: "a", conditions: [{ property: "ip", operator: "inRange", values: ["10.0.0.0/8", "10.0.0.1"] }] },
      ["conditions.0.values.1"],
    ],
    [
      "with a range beyond its family",
      { name: "a", conditions: [{ property: "ip", operator: "inRange", values: ["10.0.0.0/33"] }] },
      ["conditions.0.values.0"],
    ],
  ])("%s is refused at the path of each fault", (_fault, draft, expected) => {
    expect(pathsOf(draft)).toEqual(expected);
  });
});
