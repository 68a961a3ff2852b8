import { describe, expect, test } from "vitest";
import { asId, type DeliveryId, type Severity } from "../kernel/index.ts";
import {
  aDeviceGroup,
  anAlert,
  anEvidence,
  anIncident,
  anIncidentChange,
  anOrganization,
  aRecipient,
  aRule,
  aRuleRecipient,
  mapped,
  noon,
} from "../testing/index.ts";
import type { DigestMember, TellingFacts } from "./ports.ts";
import { toDigest } from "./to-digest.ts";

const [servers, laptops] = [
  aDeviceGroup({ id: asId("servers") }),
  aDeviceGroup({ id: asId("laptops"), name: "Laptops" }),
];
const on = (group: string) => anEvidence({ type: "device", key: group, name: group, sourceGroup: group });
const address = "soc@contoso.example";

const factsOf = (number: number, severity: Severity, given: Partial<TellingFacts> = {}): TellingFacts => ({
  organization: anOrganization(),
  incident: anIncident({ id: asId(`incident-${number}`), number, severity: mapped(severity) }),
  alerts: [anAlert({ severity: mapped(severity) })],
  changes: [anIncidentChange()],
  rules: [aRule()],
  groups: [],
  recipient: aRecipient({ address }),
  userScope: null,
  told: null,
  sealed: null,
  otherRecipients: 0,
  acknowledgement: null,
  mute: null,
  escalation: null,
  ...given,
});

const digestOf = (...facts: readonly (TellingFacts | null)[]) =>
  toDigest({
    digest: { id: asId<DeliveryId>("digest-1"), address, createdAt: noon },
    members: facts.map((one, n): DigestMember => ({ deliveryId: asId(`held-${n + 1}`), facts: one })),
    publicUrl: "https://tocsin.contoso.example",
    mailDomain: "contoso.example",
    now: noon + 60_000,
  });

describe("a digest", () => {
  test("names every incident with its link, the gravest first, and remembers each as told", () => {
    const { message, told, dropped } = digestOf(factsOf(7, "low"), factsOf(9, "medium"), factsOf(8, "medium"));
    expect(message?.incidents.map(({ number, severity, link }) => [number, severity, link])).toEqual([
      [8, "medium", "https://tocsin.contoso.example/incidents/incident-8"],
      [9, "medium", "https://tocsin.contoso.example/incidents/incident-9"],
      [7, "low", "https://tocsin.contoso.example/incidents/incident-7"],
    ]);
    expect(told.map(({ deliveryId, incidentId, told: { severity } }) => [deliveryId, incidentId, severity])).toEqual([
      ["held-1", "incident-7", "low"],
      ["held-2", "incident-9", "medium"],
      ["held-3", "incident-8", "medium"],
    ]);
    expect(dropped).toEqual([]);
  });

  test("leaves out what its reader has muted or stopped since it was held", () => {
    const stopped = aRule({ recipients: [aRuleRecipient({ address, stoppedAt: noon })] });
    const { message, dropped } = digestOf(
      factsOf(7, "low", { mute: { address, at: noon, until: null } }),
      factsOf(8, "low", { rules: [stopped] }),
      factsOf(9, "low"),
    );
    expect(message?.incidents.map(({ number }) => number)).toEqual([9]);
    expect(dropped.map(({ deliveryId }) => deliveryId)).toEqual(["held-1", "held-2"]);
    expect(dropped[0]?.reason).toMatch(/^muted by soc@contoso.example/);
    expect(dropped[1]?.reason).toMatch(/^soc@contoso.example stopped the mails of this rule/);
  });

  test("shows a user what he may see of each incident, and drops what he may see nothing of any more", () => {
    const both = {
      groups: [servers, laptops],
      alerts: [
        anAlert({ key: "a", severity: mapped("low"), evidence: [on("Servers")] }),
        anAlert({ key: "b", severity: mapped("medium"), evidence: [on("Laptops")] }),
      ],
    };
    const seeing = (id: string) => ({ ...both, userScope: { groups: new Set([asId<never>(id)]) } });
    const groups = [
      aDeviceGroup({
        id: asId("servers"),
        conditions: [{ property: "name", operator: "is", values: ["Servers"] }] as never,
      }),
      aDeviceGroup({
        id: asId("laptops"),
        conditions: [{ property: "name", operator: "is", values: ["Laptops"] }] as never,
      }),
    ];
    const { message, dropped } = digestOf(
      factsOf(1, "medium", { ...seeing("servers"), groups }),
      factsOf(2, "medium", { ...seeing("printers"), groups }),
    );
    expect(message?.incidents.map(({ number, severity }) => [number, severity])).toEqual([[1, "low"]]);
    expect(dropped).toEqual([
      { deliveryId: "held-2", reason: "no device concerned is in a group that this user may see any more" },
    ]);
  });

  test("keeps to itself what a rule behind any of its mails keeps out", () => {
    const shy = aRule({
      id: asId("shy"),
      include: { organizationName: false, portalLink: true, consoleLink: false, deviceNames: true },
    });
    const { message } = digestOf(factsOf(1, "low"), factsOf(2, "low", { rules: [shy] }));
    expect(message).toMatchObject({ organizationName: null, console: null });
    expect(message?.incidents.map(({ link }) => link === null)).toEqual([false, true]);
    expect(message?.rules).toHaveLength(2);
  });

  test("is none where nothing is left to tell", () => {
    expect(digestOf(null)).toEqual({
      message: null,
      told: [],
      dropped: [{ deliveryId: "held-1", reason: "what it was to tell of is no longer known" }],
    });
  });
});
