import { expect, test } from "vitest";
import type { ChangeKind } from "../incidents/index.ts";
import { asId } from "../kernel/index.ts";
import {
  aDecision,
  aDeviceGroup,
  aJudgedAlert,
  aJudgedChange,
  aJudgedDevice,
  anIncident,
  anIncidentChange,
  anOrganization,
  aRule,
  noon,
} from "../testing/index.ts";
import { explainIncident } from "./explain.ts";

const servers = aDeviceGroup({ id: asId("servers"), name: "Servers" });
const device = aJudgedDevice({ name: "SRV-01", group: asId("deleted-since") });

const decidedBefore = (
  seq: number,
  kinds: readonly ChangeKind[],
  decisions = [aDecision({ ruleId: asId("once") })],
) => ({
  change: anIncidentChange({ id: asId(`change-${seq}`), seq, kinds }),
  judged: aJudgedChange({ seq, kinds, at: noon + seq, alerts: [aJudgedAlert({ devices: [device] })] }),
  decisions,
});

test("every rule is explained for every change, as decided then and as it would be now", () => {
  const once = aRule({ id: asId("once"), frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  const onServers = aRule({
    id: asId("new"),
    deviceGroups: { scope: "selected", ids: ["servers"], includeDeviceless: false },
  });
  const explained = explainIncident({
    incident: anIncident(),
    decided: [decidedBefore(1, ["opened"]), decidedBefore(2, ["updated"], [])],
    toldElsewhere: new Map(),
    rules: [once, onServers],
    groups: [servers],
    organization: anOrganization(),
    userScopeOf: () => null,
    silences: [],
    mutes: [],
  });
  expect(
    explained.map(({ rule, notified, changes }) => ({
      rule: rule.id,
      notified,
      changes: changes.map(({ change, asDecided, asNow }) => [change.id, asDecided?.outcome ?? null, asNow.outcome]),
    })),
  ).toEqual([
    {
      rule: "once",
      notified: true,
      changes: [
        ["change-1", "notify", "notify"],
        ["change-2", null, "no"],
      ],
    },
    // Its device is asked for its group of today, not for the one that it was in.
    {
      rule: "new",
      notified: false,
      changes: [
        ["change-1", null, "notify"],
        ["change-2", null, "notify"],
      ],
    },
  ]);
});

test("what an incident that was merged with this one was told of counts from then on", () => {
  const [explained] = explainIncident({
    incident: anIncident(),
    decided: [decidedBefore(1, ["opened"]), decidedBefore(2, ["updated"], []), decidedBefore(3, ["escalated"], [])],
    toldElsewhere: new Map([[asId("once"), { at: noon + 1, severity: "medium" }]]),
    rules: [
      aRule({ id: asId("once"), frequency: { kind: "oncePerIncident", alsoOnEscalation: true }, severities: ["high"] }),
    ],
    groups: [servers],
    organization: anOrganization(),
    userScopeOf: () => null,
    silences: [],
    mutes: [],
  });
  const early = explainIncident({
    incident: anIncident(),
    decided: [decidedBefore(2, ["updated"], [])],
    toldElsewhere: new Map([[asId("once"), { at: noon + 1, severity: "high" }]]),
    rules: [aRule({ id: asId("once"), frequency: { kind: "oncePerIncident", alsoOnEscalation: true } })],
    groups: [servers],
    organization: anOrganization(),
    userScopeOf: () => null,
    silences: [],
    mutes: [],
  });
  expect(explained?.changes.map(({ asNow }) => asNow.outcome)).toEqual(["notify", "no", "no"]);
  expect(early[0]?.changes.map(({ asNow }) => asNow.outcome)).toEqual(["no"]);
});
