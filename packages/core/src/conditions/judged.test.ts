import { expect, test } from "vitest";
import { groupOf, ungroupedId } from "../device-groups/index.ts";
import { asId } from "../kernel/index.ts";
import {
  aDeviceGroup,
  aJudgedAlert,
  aJudgedDevice,
  anAlert,
  anEvidence,
  anIncident,
  anIncidentChange,
  mapped,
  noon,
} from "../testing/index.ts";
import { judgedChangeOf, regrouped } from "./judged.ts";

const servers = aDeviceGroup({ id: asId("servers") });
const incident = anIncident({ tags: ["VIP"], severity: mapped("medium"), categories: ["Malware"] });
const alert = anAlert({
  categories: ["Impact"],
  techniques: ["T1490"],
  serviceSource: "wazuh",
  evidence: [
    anEvidence({ name: "SRV-01" }),
    anEvidence({ name: "phone" }),
    anEvidence({ type: "user", name: "sanne" }),
    anEvidence({ type: "mailbox", name: "info@contoso.example" }),
    anEvidence({ type: "file", name: "a.exe" }),
  ],
});
const change = anIncidentChange({ seq: 3, at: noon, kinds: ["updated"] });
const base = {
  incidentId: incident.id,
  familyId: incident.familyId,
  sourceId: incident.sourceId,
  seq: 3,
  at: noon,
  kinds: ["updated"],
  title: incident.title,
  severity: "medium",
  status: "active",
  tags: ["VIP"],
};

test("what is judged holds what decisions look at, with each device in its group, and nothing else", () => {
  const judged = judgedChangeOf({
    incident,
    change,
    alerts: [alert],
    scope: "changed",
    groupOf: (of) => groupOf(of, [servers]),
  });
  expect(judged).toEqual({
    ...base,
    scope: "changed",
    alerts: [
      aJudgedAlert({
        categories: ["Impact"],
        techniques: ["T1490"],
        serviceSource: "wazuh",
        devices: [
          aJudgedDevice({ name: "SRV-01", group: servers.id }),
          aJudgedDevice({ name: "phone", group: ungroupedId }),
        ],
        users: ["sanne", "info@contoso.example"],
      }),
    ],
  });
});

test("an incident without alerts stands in for one", () => {
  expect(judgedChangeOf({ incident, change, alerts: [], scope: "all", groupOf: () => ungroupedId })).toEqual({
    ...base,
    scope: "incident",
    alerts: [aJudgedAlert({ key: null, title: incident.title, severity: "medium", categories: ["Malware"] })],
  });
});

test("the same change can be judged with the groups of today", () => {
  const judged = judgedChangeOf({ incident, change, alerts: [alert], scope: "all", groupOf: () => ungroupedId });
  expect(
    regrouped(judged, () => asId("new")).alerts.flatMap(({ devices }) => devices.map(({ group }) => group)),
  ).toEqual(["new", "new"]);
});
