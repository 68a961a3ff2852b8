import { expect, test } from "vitest";
import { asId, type DeliveryId, hourMs, type RuleId } from "../kernel/index.ts";
import { indexRules } from "../notification-rules/index.ts";
import {
  aDeviceGroup,
  anAlert,
  anEvidence,
  anIncident,
  anOrganization,
  aRule,
  aRuleRecipient,
  mapped,
  noon,
} from "../testing/index.ts";
import { decideChange, type FreshChange, type Knowledge } from "./decide-change.ts";

const servers = aDeviceGroup({ id: asId("servers"), name: "Servers" });
const fresh: FreshChange = {
  incident: anIncident(),
  change: { seq: 2, at: noon, kinds: ["escalated", "updated"] },
  alerts: [anAlert({ severity: mapped("high"), evidence: [anEvidence({ name: "SRV-01" })] })],
  scope: "changed",
};

const onServers = aRule({
  id: asId<RuleId>("on-servers"),
  severities: ["high"],
  deviceGroups: { scope: "selected", ids: ["servers"], includeDeviceless: false },
  recipients: ["soc@contoso.example", "user@contoso.example", "c@evil.example"].map((address) =>
    aRuleRecipient({ address }),
  ),
});
const once = aRule({ id: asId<RuleId>("once"), frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
const onLow = aRule({ id: asId<RuleId>("on-low"), severities: ["low"] });

const knowing = (given: Partial<Knowledge> = {}): Knowledge => ({
  organization: anOrganization({ allowedDomains: ["contoso.example"] }),
  rules: indexRules([onServers, once, onLow]),
  groups: [servers],
  told: new Map(),
  openDeliveries: [],
  silences: [],
  mutes: [],
  userScopeOf: (address) => (address.startsWith("user@") ? { groups: new Set([servers.id]) } : null),
  ...given,
});

test("the rules worth asking decide with all that the organization knows, and their answers are planned", () => {
  const told = new Map([[once.id, { at: noon - 1, severity: "high" as const }]]);
  const openDeliveries = [
    {
      id: asId<DeliveryId>("open-1"),
      address: "soc@contoso.example",
      severity: "low" as const,
      urgent: false,
      dueAt: noon + 30_000,
    },
  ];
  const { judged, plan } = decideChange(fresh, knowing({ told, openDeliveries }));
  expect({
    groups: judged.alerts.flatMap(({ devices }) => devices.map(({ group }) => group)),
    decisions: plan.decisions.map(({ ruleId, outcome, recipients }) => [
      ruleId,
      outcome,
      recipients.filter((recipient) => recipient.told).map(({ address }) => address),
    ]),
    deliveries: plan.deliveries,
  }).toEqual({
    groups: ["servers"],
    decisions: [
      ["on-servers", "notify", ["soc@contoso.example", "user@contoso.example"]],
      ["once", "no", []],
    ],
    deliveries: [
      {
        address: "soc@contoso.example",
        into: "open-1",
        ruleIds: ["on-servers"],
        severity: "high",
        escalates: true,
        released: true,
        dueAt: noon,
      },
      {
        address: "user@contoso.example",
        into: null,
        ruleIds: ["on-servers"],
        severity: "high",
        escalates: true,
        released: false,
        dueAt: noon,
      },
    ],
  });
});

test("a rule that has told of another family has not told of this one", () => {
  const { plan } = decideChange(fresh, knowing());
  expect(plan.decisions.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
    ["on-servers", "notify"],
    ["once", "notify"],
  ]);
});

test("who was added to a rule while the clock was hours ahead is told once it was set back", () => {
  const recipients = [aRuleRecipient({ address: "soc@contoso.example", addedAt: noon + 5 * hourMs })];
  const { plan } = decideChange(fresh, knowing({ rules: indexRules([{ ...onServers, recipients }]) }));
  expect(plan.deliveries.map(({ address }) => address)).toEqual(["soc@contoso.example"]);
});

test("the same change and knowledge give the same answer", () => {
  expect(decideChange(fresh, knowing())).toEqual(decideChange(fresh, knowing()));
});
