import { expect, test } from "vitest";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId } from "../kernel/index.ts";
import type { NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import { aDeviceGroup, anAlert, anEvidence, anIncident, aRule, noon } from "../testing/index.ts";
import { receiveRight, rightLost, rightNarrowed, type UserScope } from "./receive-right.ts";
import type { Told } from "./to-message.ts";

const ids = new Set([asId<never>("servers")]);

test.each<[string, UserScope | null, readonly string[], ReceiveRight]>([
  ["anybody at an allowed domain may be told everything", null, ["contoso.example"], { kind: "all" }],
  [
    "nobody at another domain may be told",
    null,
    ["fabrikam.example"],
    { kind: "refused", reason: "contoso.example is not among the domains that may receive mail" },
  ],
  [
    "a user without limits may be told everything, whatever the domain",
    { groups: null },
    ["fabrikam.example"],
    { kind: "all" },
  ],
  ["a user may be told of the device groups that he may see", { groups: ids }, [], { kind: "groups", ids }],
  [
    "a user who is disabled or has no role here is told nothing, whatever the domain",
    { groups: new Set() },
    ["*"],
    { kind: "refused", reason: "this user is disabled, was removed, or has no role here" },
  ],
])("%s", (_guarantee, scope, allowed, expected) => {
  expect(receiveRight("soc@contoso.example", allowed, () => scope)).toEqual(expected);
});

const servers = aDeviceGroup({ id: asId("servers") });
const seeing = (...groups: DeviceGroupId[]): ReceiveRight => ({ kind: "groups", ids: new Set(groups) });
const onServers: NotificationRule["deviceGroups"] = { scope: "selected", ids: ["servers"], includeDeviceless: false };

test.each<[string, NotificationRule["deviceGroups"], ReceiveRight, string | null]>([
  ["goes out to whom may be told everything", { scope: "all" }, { kind: "all" }, null],
  ["goes out to a user who may see a device of it", { scope: "all" }, seeing(servers.id), null],
  [
    "stays back from a user who may see no device of it any more",
    { scope: "all" },
    seeing(asId("other")),
    "no device concerned is in a group that this user may see any more",
  ],
  [
    "stays back from a user who may see only devices that the rule does not mean",
    onServers,
    seeing(ungroupedId),
    "no device concerned is in a group that this user may see any more",
  ],
  [
    "stays back from whom may not be told any more",
    { scope: "all" },
    { kind: "refused", reason: "not allowed" },
    "not allowed",
  ],
])("a planned mail %s", (_guarantee, deviceGroups, right, expected) => {
  const alerts = [anAlert({ evidence: [anEvidence({ name: "SRV-01" }), anEvidence({ name: "phone" })] })];
  const facts = { incident: anIncident(), alerts, rules: [aRule({ deviceGroups })], groups: [servers] };
  expect(rightLost(facts, right)).toBe(expected);
});

const told = (devices?: Told["devices"]): Told => ({
  seq: 1,
  at: noon,
  severity: "high",
  highestSeverity: "high",
  epoch: 1,
  titleAtFirstMail: "Ransomware",
  ...(devices === undefined ? {} : { devices }),
});

test.each<[string, Told | null, ReceiveRight, boolean]>([
  ["may go out to whom may be told everything now", told(["phone"]), { kind: "all" }, true],
  ["may go out where all that it shows may be seen", told(["srv-01"]), seeing(servers.id), true],
  ["may go out to a reader who may see more by now", told(["srv-01"]), seeing(servers.id, ungroupedId), true],
  ["may not where it shows a device that may not be seen now", told(["srv-01", "phone"]), seeing(servers.id), false],
  ["may not where it was made for a reader without limits", told(null), seeing(servers.id, ungroupedId), false],
  ["may not where nobody knows what it shows", told(), seeing(servers.id), false],
  ["may not where what it told is no longer kept", null, seeing(servers.id), false],
])("a mail that is made %s", (_guarantee, sealed, right, may) => {
  const device = (key: string) => anEvidence({ type: "device", key, name: key });
  const alerts = [anAlert({ evidence: [device("srv-01"), device("phone")] })];
  const facts = { incident: anIncident(), alerts, rules: [aRule()], groups: [servers], sealed };
  expect(rightNarrowed(facts, right)).toBe(may ? null : "it showed more than this user may see by now");
});
