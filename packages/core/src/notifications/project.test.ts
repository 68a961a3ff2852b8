import { describe, expect, test } from "vitest";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId } from "../kernel/index.ts";
import type { NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import { aDeviceGroup, anAlert, anEvidence, anIncident, aRule, mapped } from "../testing/index.ts";
import { projectIncident } from "./project.ts";

const servers = asId<DeviceGroupId>("servers");
const laptops = asId<DeviceGroupId>("laptops");
const groups = [
  aDeviceGroup({ id: laptops, rank: 1, conditions: [{ property: "name", operator: "startsWith", values: ["lt"] }] }),
  aDeviceGroup({ id: servers, rank: 2, conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }] }),
];

const server = anEvidence({ name: "SRV-01" });
const laptop = anEvidence({ name: "LT-01" });
const phone = anEvidence({ name: "phone" });
const sanne = anEvidence({ type: "user", name: "sanne" });

const onServer = anAlert({ key: "server", severity: mapped("medium"), evidence: [server, sanne] });
const onBoth = anAlert({ key: "both", severity: mapped("low"), evidence: [laptop, server, sanne] });
const onLaptop = anAlert({ key: "laptop", severity: mapped("critical"), evidence: [laptop] });
const onPhone = anAlert({ key: "phone", severity: mapped("informational"), evidence: [phone] });
const bare = anAlert({ key: "bare", severity: mapped("high"), evidence: [sanne] });
const alerts = [onServer, onBoth, onLaptop, onPhone, bare];

const incident = anIncident({ severity: mapped("critical") });

const everywhere: NotificationRule["deviceGroups"] = { scope: "all" };
const on = (ids: readonly DeviceGroupId[], includeDeviceless = false): NotificationRule["deviceGroups"] => ({
  scope: "selected",
  ids: [...ids],
  includeDeviceless,
});
const all: ReceiveRight = { kind: "all" };
const seeing = (...ids: DeviceGroupId[]): ReceiveRight => ({ kind: "groups", ids: new Set(ids) });

const shownTo = (right: ReceiveRight, ...scopes: readonly NotificationRule["deviceGroups"][]) =>
  projectIncident(
    incident,
    alerts,
    scopes.map((deviceGroups) => aRule({ deviceGroups })),
    right,
    groups,
  );

describe("a mail shows", () => {
  test("the whole incident to whom may be told everything, by a rule on all device groups", () => {
    expect(shownTo(all, everywhere)).toEqual({
      alerts,
      severity: "critical",
      groups: [laptops, servers, ungroupedId],
      partial: false,
    });
  });

  test("the alerts and devices of the rule's groups, at their severity", () => {
    expect(shownTo(all, on([servers]))).toEqual({
      alerts: [onServer, { ...onBoth, evidence: [server, sanne] }],
      severity: "medium",
      groups: [servers],
      partial: true,
    });
  });

  test("alerts without devices where the rule asks for them", () => {
    expect(shownTo(all, on([laptops], true))).toEqual({
      alerts: [{ ...onBoth, evidence: [laptop, sanne] }, onLaptop, bare],
      severity: "critical",
      groups: [laptops],
      partial: true,
    });
  });

  test("ungrouped devices where they are chosen", () => {
    expect(shownTo(all, on([ungroupedId]))).toEqual({
      alerts: [onPhone],
      severity: "informational",
      groups: [ungroupedId],
      partial: true,
    });
  });

  test("what any of several rules lets see", () => {
    expect(shownTo(all, on([ungroupedId]), on([laptops]))).toEqual(
      expect.objectContaining({ alerts: [{ ...onBoth, evidence: [laptop, sanne] }, onLaptop, onPhone] }),
    );
    expect(shownTo(all, on([ungroupedId]), everywhere)).toEqual(expect.objectContaining({ alerts, partial: false }));
  });

  test("a user the device groups that he may see, and nothing that lies in none", () => {
    expect(shownTo(seeing(servers), everywhere)).toEqual({
      alerts: [onServer, { ...onBoth, evidence: [server, sanne] }],
      severity: "medium",
      groups: [servers],
      partial: true,
    });
  });

  test("a user no more than both the rule and the right let see", () => {
    expect(shownTo(seeing(servers, ungroupedId), on([servers, laptops], true))).toEqual(
      shownTo(seeing(servers), everywhere),
    );
  });

  test("a user who may see nothing of it nothing", () => {
    expect(shownTo(seeing(laptops), on([servers]))).toEqual({
      alerts: [],
      severity: "unknown",
      groups: [],
      partial: true,
    });
  });

  test("nothing to whom may not be told", () => {
    expect(shownTo({ kind: "refused", reason: "no" }, everywhere)).toEqual({
      alerts: [],
      severity: "unknown",
      groups: [],
      partial: true,
    });
  });

  test("an incident without alerts at its own severity", () => {
    expect(projectIncident(incident, [], [aRule({ deviceGroups: on([servers], true) })], all, groups)).toEqual({
      alerts: [],
      severity: "critical",
      groups: [],
      partial: true,
    });
  });
});
