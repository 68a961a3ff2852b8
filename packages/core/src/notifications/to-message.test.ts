import { describe, expect, test } from "vitest";
import { ungroupedId } from "../device-groups/index.ts";
import { type ChangeKind, nothingNew, type Status } from "../incidents/index.ts";
import { asId, type DeviceGroupId, type Severity } from "../kernel/index.ts";
import type { ChangeLine, Headline, IncidentMessage } from "../messages/index.ts";
import {
  aDeviceGroup,
  anAlert,
  anEvidence,
  anIncident,
  anIncidentChange,
  anOrganization,
  aRecipient,
  aRule,
  mapped,
  noon,
} from "../testing/index.ts";
import { type TellingInput, type Told, toIncidentMessage } from "./to-message.ts";

const servers = aDeviceGroup({ id: asId("servers"), name: "Servers" });

const aTelling = (given: Partial<TellingInput> = {}): TellingInput => ({
  deliveryId: asId("delivery-1"),
  organization: anOrganization(),
  incident: anIncident(),
  alerts: [anAlert()],
  changes: [anIncidentChange()],
  rules: [aRule()],
  groups: [servers],
  recipient: aRecipient(),
  right: { kind: "all" },
  told: null,
  otherRecipients: 0,
  acknowledgement: null,
  escalation: null,
  publicUrl: "https://tocsin.contoso.example",
  mailDomain: "contoso.example",
  now: noon,
  ...given,
});

const aTold = (given: Partial<Told> = {}): Told => ({
  seq: 1,
  at: noon - 60_000,
  severity: "high",
  highestSeverity: "high",
  epoch: 1,
  titleAtFirstMail: "Suspicious activity",
  ...given,
});

const messageOf = (given: Partial<TellingInput>): IncidentMessage => toIncidentMessage(aTelling(given)).message;

const linesOf = (
  detail: Partial<typeof nothingNew>,
  given: Partial<TellingInput> = {},
): readonly ChangeLine[] | undefined =>
  messageOf({
    told: aTold(),
    changes: [anIncidentChange({ kinds: ["updated"], detail: { ...nothingNew, ...detail } })],
    ...given,
  }).changes?.lines;

const device = (name: string) => anEvidence({ name });

test("the first mail of an incident tells what it is, and of no changes", () => {
  const telling = toIncidentMessage(
    aTelling({
      incident: anIncident({
        title: "Ransomware",
        assignedTo: "sanne",
        tags: ["VIP"],
        categories: ["Malware"],
        changeCount: 3,
        portalUrl: "https://security.example/incidents/7",
      }),
      organization: anOrganization({ name: "Contoso", tenantId: "tenant-1" }),
      alerts: [
        anAlert({
          key: "a",
          title: "Old",
          severity: mapped("low"),
          createdAt: noon - 10,
          firstActivityAt: noon - 90,
          categories: ["Malware", "Impact", "Unknown"],
          serviceSource: "wazuh",
          evidence: [device("SRV-01"), anEvidence({ type: "user", name: "sanne" })],
        }),
        anAlert({
          key: "b",
          title: "Young",
          createdAt: noon - 5,
          lastActivityAt: noon - 1,
          serviceSource: "wazuh",
          evidence: [device("SRV-01"), device("phone"), anEvidence({ type: "mailbox", name: "info@contoso.example" })],
        }),
      ],
      rules: [
        aRule({ id: asId("r1"), name: "All", owner: "SOC" }),
        aRule({
          id: asId("r2"),
          name: "Servers",
          severities: ["high"],
          deviceGroups: { scope: "selected", ids: ["servers", "ungrouped", "gone"], includeDeviceless: false },
        }),
      ],
      recipient: aRecipient({ locale: "nl", timeZone: "Europe/Amsterdam" }),
      otherRecipients: 2,
    }),
  );
  expect(telling).toEqual({
    message: {
      kind: "incident",
      headline: "opened",
      organizationName: "Contoso",
      incident: {
        number: 1042,
        title: "Ransomware",
        titleAtFirstMail: "Ransomware",
        severity: "high",
        status: "active",
        assignedTo: "sanne",
        categories: ["Malware", "Impact"],
        tags: ["VIP"],
        firstActivityAt: noon - 90,
        lastActivityAt: noon - 1,
      },
      changes: null,
      devices: { count: 2, names: ["SRV-01", "phone"] },
      users: { count: 1, names: ["sanne"] },
      mailboxes: { count: 1, names: ["info@contoso.example"] },
      deviceGroups: ["Servers", "Ungrouped devices"],
      sources: ["wazuh"],
      alerts: [
        { title: "Young", severity: "high", at: noon - 5, source: "wazuh" },
        { title: "Old", severity: "low", at: noon - 10, source: "wazuh" },
      ],
      alertCount: 2,
      links: {
        console: "https://tocsin.contoso.example/incidents/incident-1",
        portal: "https://security.example/incidents/7?tid=tenant-1",
      },
      escalation: null,
      acknowledged: null,
      responses: {
        acknowledge: "https://tocsin.contoso.example/respond/delivery-1/secret-of-delivery-1/acknowledge",
        mute: "https://tocsin.contoso.example/respond/delivery-1/secret-of-delivery-1/mute",
        stop: "https://tocsin.contoso.example/respond/delivery-1/secret-of-delivery-1/stop",
      },
      why: {
        rules: [
          { id: "r1", name: "All", owner: "SOC", severities: aRule().severities, deviceGroups: null },
          {
            id: "r2",
            name: "Servers",
            owner: "",
            severities: ["high"],
            deviceGroups: ["Servers", "Ungrouped devices"],
          },
        ],
        otherRecipients: 2,
      },
      recipient: { address: "soc@contoso.example", locale: "nl", timeZone: "Europe/Amsterdam" },
      thread: { rootId: "<incident-1042.s1.organization-1@contoso.example>" },
      deliveryId: "delivery-1",
    },
    told: {
      seq: 1,
      at: noon,
      severity: "high",
      highestSeverity: "high",
      epoch: 1,
      titleAtFirstMail: "Ransomware",
      devices: null,
    },
  });
});

test("who has acknowledged is named, and nobody is asked to again", () => {
  const at = noon - 60_000;
  const by = { kind: "recipient", address: "ops@contoso.example" } as const;
  const { acknowledged, responses } = messageOf({ acknowledgement: { at, by, endedAt: null } });
  expect(acknowledged).toEqual({ by: "ops@contoso.example", at });
  expect(responses?.acknowledge).toBeNull();
});

test.each([
  [
    "by its rule",
    { rules: [aRule({ recipients: [{ address: "soc@contoso.example", tier: 0, addedAt: 0, required: true }] })] },
  ],
  ["everywhere", { recipient: aRecipient({ required: true }) }],
])("an address that is required %s is offered no way to stop", (_where, given) => {
  expect(messageOf(given).responses?.stop).toBeNull();
});

test("a rule that keeps links out of mail keeps out those to respond by, too", () => {
  const include = { ...aRule().include, consoleLink: false };
  expect(messageOf({ rules: [aRule(), aRule({ include })] }).responses).toBeNull();
});

describe("the headline", () => {
  type Before = Severity | null;
  test.each<[string, readonly ChangeKind[], Before, Severity, Status, Headline]>([
    ["first mail: opened", ["opened"], null, "high", "active", "opened"],
    [
      "first mail of one that was opened and resolved meanwhile",
      ["opened", "resolved"],
      null,
      "high",
      "resolved",
      "opened",
    ],
    ["first mail on an update is new to its reader", ["updated"], null, "high", "active", "opened"],
    ["first mail on an escalation", ["escalated", "updated"], null, "high", "active", "escalated"],
    ["first mail on a resolution", ["resolved", "updated"], null, "high", "resolved", "resolved"],
    ["first mail on a reopening", ["reopened"], null, "high", "active", "reopened"],
    ["an update", ["updated"], "high", "high", "active", "updated"],
    ["a resolution goes before an update", ["resolved", "updated"], "high", "high", "resolved", "resolved"],
    ["an escalation goes before a resolution", ["escalated", "resolved"], "medium", "high", "resolved", "escalated"],
    ["a reopening goes before an escalation", ["reopened", "escalated"], "medium", "high", "active", "reopened"],
    ["a merger", ["merged", "updated"], "high", "high", "active", "merged"],
    ["an escalation that was taken back", ["escalated", "updated"], "medium", "medium", "active", "updated"],
    ["an escalation of which the reader was told", ["escalated"], "high", "high", "active", "updated"],
    ["a rise for this reader that was none for the incident", ["updated"], "low", "high", "active", "escalated"],
    ["reopened and resolved again", ["reopened", "resolved"], "high", "high", "resolved", "resolved"],
    ["resolved and reopened again", ["reopened", "resolved"], "high", "high", "active", "reopened"],
    ["redirected to another incident", ["resolved"], "high", "high", "redirected", "resolved"],
    ["an opening that the reader knows", ["opened", "updated"], "high", "high", "active", "updated"],
  ])("%s", (_what, kinds, toldSeverity, severity, status, expected) => {
    const incident = anIncident({ severity: mapped(severity), status: mapped(status) });
    const told = toldSeverity === null ? null : aTold({ severity: toldSeverity });
    expect(messageOf({ incident, changes: [anIncidentChange({ kinds })], told }).headline).toBe(expected);
  });

  test("of a first mail does not speak of a rise that may be hidden from its reader", () => {
    const rules = [aRule({ deviceGroups: { scope: "selected", ids: ["servers"], includeDeviceless: true } })];
    expect(messageOf({ rules, changes: [anIncidentChange({ kinds: ["escalated", "updated"] })] }).headline).toBe(
      "opened",
    );
  });
});

describe("what changed since this recipient's last mail", () => {
  const alerts = [
    anAlert({ key: "a", title: "A", createdAt: noon - 9, evidence: [device("SRV-01"), device("SRV-02")] }),
    anAlert({ key: "b", title: "B", createdAt: noon - 5 }),
    anAlert({ key: "c", title: "C", createdAt: noon - 7 }),
  ];
  const evidence = (alertKey: string, name: string) => ({
    alertKey,
    type: "device" as const,
    key: name.toLowerCase(),
    name,
  });

  test.each<[string, Partial<typeof nothingNew>, readonly ChangeLine[]]>([
    ["nothing that a reader sees", {}, []],
    [
      "new alerts, by their number and the newest",
      {
        newAlerts: [
          { key: "c", title: "C", severity: "high" },
          { key: "b", title: "B", severity: "high" },
        ],
      },
      [{ kind: "newAlerts", count: 2, newest: "B" }],
    ],
    [
      "a raised alert",
      { raisedAlerts: [{ key: "a", title: "A", from: "low", to: "high" }] },
      [{ kind: "alertRaised", title: "A", from: "low", to: "high" }],
    ],
    [
      "not an alert that was raised and has fallen again",
      { raisedAlerts: [{ key: "a", title: "A", from: "high", to: "critical" }] },
      [],
    ],
    [
      "new devices",
      { newEvidence: [evidence("a", "SRV-01"), evidence("a", "SRV-02")] },
      [{ kind: "newEvidence", type: "device", count: 2, names: ["SRV-01", "SRV-02"] }],
    ],
    [
      "status, assignment, classification and mergers",
      {
        status: { from: "active", to: "inProgress" },
        assignedTo: { from: null, to: "sanne" },
        classification: { from: null, to: "truePositive" },
        merged: [7],
      },
      [
        { kind: "status", from: "active", to: "inProgress" },
        { kind: "assigned", to: "sanne" },
        { kind: "classified", as: "truePositive" },
        { kind: "merged", numbers: [7] },
      ],
    ],
  ])("%s", (_what, detail, expected) => {
    expect(linesOf(detail, { alerts })).toEqual(expected);
  });

  test.each<[string, Severity, readonly ChangeLine[]]>([
    ["a rise", "low", [{ kind: "severity", from: "low", to: "high" }]],
    ["a fall", "critical", [{ kind: "severity", from: "critical", to: "high" }]],
    ["the same again", "high", []],
  ])("its severity is compared with that of the mail: %s", (_what, severity, expected) => {
    expect(linesOf({ severity: { from: "medium", to: "high" } }, { told: aTold({ severity }) })).toEqual(expected);
  });

  test("is said since that mail, over all changes after it", () => {
    const step = (seq: number, from: Status, to: Status) =>
      anIncidentChange({ seq, kinds: ["updated"], detail: { ...nothingNew, status: { from, to } } });
    const changes = [step(2, "active", "inProgress"), step(3, "inProgress", "awaitingAction")];
    expect(messageOf({ told: aTold({ at: noon - 5 }), changes }).changes).toEqual({
      since: noon - 5,
      lines: [{ kind: "status", from: "active", to: "awaitingAction" }],
    });
  });

  test("a device that the reader knows from another alert is not new", () => {
    const known = [
      anAlert({ key: "a", evidence: [device("SRV-01")] }),
      anAlert({ key: "b", evidence: [device("SRV-01"), device("SRV-02")] }),
    ];
    expect(linesOf({ newEvidence: [evidence("b", "SRV-01"), evidence("b", "SRV-02")] }, { alerts: known })).toEqual([
      { kind: "newEvidence", type: "device", count: 1, names: ["SRV-02"] },
    ]);
  });

  test("a device that is new in two alerts is one", () => {
    const both = [
      anAlert({ key: "a", evidence: [device("SRV-01")] }),
      anAlert({ key: "b", evidence: [device("SRV-01")] }),
    ];
    expect(linesOf({ newEvidence: [evidence("a", "SRV-01"), evidence("b", "SRV-01")] }, { alerts: both })).toEqual([
      { kind: "newEvidence", type: "device", count: 1, names: ["SRV-01"] },
    ]);
  });

  test("what is hidden from the reader is in no line and in no count", () => {
    const hidden = anAlert({
      key: "hidden",
      title: "Hidden",
      severity: mapped("critical"),
      evidence: [device("phone")],
    });
    const seen = anAlert({
      key: "seen",
      title: "Seen",
      severity: mapped("medium"),
      evidence: [device("SRV-01"), device("phone")],
    });
    const message = messageOf({
      alerts: [hidden, seen],
      right: { kind: "groups", ids: new Set<DeviceGroupId>([servers.id]) },
      told: aTold({ severity: "medium" }),
      changes: [
        anIncidentChange({
          kinds: ["escalated", "updated"],
          detail: {
            ...nothingNew,
            newAlerts: [{ key: "hidden", title: "Hidden", severity: "critical" }],
            raisedAlerts: [{ key: "other", title: "Other", from: "low", to: "critical" }],
            newEvidence: [evidence("seen", "phone"), evidence("seen", "SRV-01")],
            severity: { from: "medium", to: "critical" },
          },
        }),
      ],
    });
    expect(message).toEqual(
      expect.objectContaining({
        headline: "updated",
        incident: expect.objectContaining({ severity: "medium" }),
        changes: {
          since: noon - 60_000,
          lines: [{ kind: "newEvidence", type: "device", count: 1, names: ["SRV-01"] }],
        },
        devices: { count: 1, names: ["SRV-01"] },
        deviceGroups: ["Servers"],
        alerts: [expect.objectContaining({ title: "Seen" })],
        alertCount: 1,
      }),
    );
  });
});

describe("the thread", () => {
  test.each<[string, Severity, Partial<Told>, { epoch: number; highestSeverity: Severity }]>([
    ["stays at the same severity", "high", {}, { epoch: 1, highestSeverity: "high" }],
    ["stays when the severity falls", "low", {}, { epoch: 1, highestSeverity: "high" }],
    [
      "stays when it rises again to what was mailed",
      "high",
      { severity: "low", highestSeverity: "high", epoch: 2 },
      { epoch: 2, highestSeverity: "high" },
    ],
    [
      "is a new one when it rises above everything mailed",
      "critical",
      { epoch: 2 },
      { epoch: 3, highestSeverity: "critical" },
    ],
  ])("%s", (_guarantee, severity, toldBefore, expected) => {
    const incident = anIncident({ severity: mapped(severity), changeCount: 9 });
    // What the incident has come to since belongs to the next mail, which must have it to tell.
    const changes = [anIncidentChange({ seq: 4 })];
    const { message, told } = toIncidentMessage(aTelling({ incident, changes, told: aTold(toldBefore) }));
    expect({ told, rootId: message.thread.rootId }).toEqual({
      told: { seq: 4, at: noon, severity, titleAtFirstMail: "Suspicious activity", devices: null, ...expected },
      rootId: `<incident-1042.s${expected.epoch}.organization-1@contoso.example>`,
    });
  });

  test("keeps the title of the first mail when the incident is renamed", () => {
    const { title, titleAtFirstMail } = messageOf({ told: aTold() }).incident;
    expect({ title, titleAtFirstMail }).toEqual({
      title: "Ransomware on several endpoints",
      titleAtFirstMail: "Suspicious activity",
    });
  });
});

describe("what one rule keeps out stays out, whatever the others include", () => {
  const include = aRule().include;
  const hiding = (switches: Partial<typeof include>) => ({
    rules: [aRule(), aRule({ include: { ...include, ...switches } })],
    incident: anIncident({ portalUrl: "https://security.example/7" }),
    alerts: [anAlert({ evidence: [device("SRV-01"), anEvidence({ type: "user", name: "sanne" })] })],
  });
  const shown = ({ organizationName, links, devices, users }: IncidentMessage) => ({
    organizationName,
    links,
    devices,
    users,
  });
  const everything = {
    organizationName: "Contoso",
    links: {
      console: "https://tocsin.contoso.example/incidents/incident-1",
      portal: "https://security.example/7",
    },
    devices: { count: 1, names: ["SRV-01"] },
    users: { count: 1, names: ["sanne"] },
  };

  test.each<[string, Partial<typeof include>, object]>([
    ["nothing", {}, {}],
    ["the organization's name", { organizationName: false }, { organizationName: null }],
    ["the link to this console", { consoleLink: false }, { links: { ...everything.links, console: null } }],
    ["the link to the vendor's portal", { portalLink: false }, { links: { ...everything.links, portal: null } }],
    [
      "names, of which the number is left",
      { deviceNames: false },
      { devices: { count: 1, names: [] }, users: { count: 1, names: [] } },
    ],
  ])("%s", (_what, switches, expected) => {
    expect(shown(messageOf(hiding(switches)))).toEqual({ ...everything, ...expected });
  });

  test("names in what changed too", () => {
    const newEvidence = [{ alertKey: "alert-1", type: "device" as const, key: "srv-01", name: "SRV-01" }];
    expect(linesOf({ newEvidence }, hiding({ deviceNames: false }))).toEqual([
      { kind: "newEvidence", type: "device", count: 1, names: [] },
    ]);
  });
});

test("a rule's device groups are named to a reader as far as they are the reader's own", () => {
  const rules = [
    aRule({ deviceGroups: { scope: "selected", ids: ["servers", "ungrouped"], includeDeviceless: true } }),
  ];
  const right = { kind: "groups" as const, ids: new Set([asId<DeviceGroupId>("servers")]) };
  expect(messageOf({ rules, right }).why.rules.map(({ deviceGroups }) => deviceGroups)).toEqual([["Servers"]]);
});

describe("what is said of the incident as a whole", () => {
  const incident = anIncident({ categories: ["Exfiltration"], tags: ["VIP"] });
  const alerts = [anAlert({ categories: ["Malware"], evidence: [device("SRV-01")] })];
  const limited = aRule({ deviceGroups: { scope: "selected", ids: [ungroupedId], includeDeviceless: true } });

  test("stays out of a mail that may hide a part of it", () => {
    expect(messageOf({ incident, alerts, rules: [limited], groups: [] }).incident).toMatchObject({
      categories: ["Malware"],
      tags: [],
    });
  });

  test("is told where there is nothing but the whole", () => {
    const whole = { categories: ["Exfiltration"], tags: ["VIP"] };
    expect(messageOf({ incident, alerts: [], rules: [limited] }).incident).toMatchObject(whole);
    expect(messageOf({ incident, alerts: [] }).incident).toMatchObject(whole);
  });
});

test("a first mail names the incidents that were merged into this one", () => {
  const merged = anIncidentChange({ kinds: ["merged"], detail: { ...nothingNew, merged: [7], newAlerts: [] } });
  expect(messageOf({ changes: [anIncidentChange(), merged] }).changes).toEqual({
    since: null,
    lines: [{ kind: "merged", numbers: [7] }],
  });
});

describe("the link to the vendor's portal", () => {
  test("leads to the organization's own portal where the source gives none that may be followed", () => {
    const organization = anOrganization({ tenantId: "tenant-1", portalUrl: "https://portal.contoso.example/soc?a=1" });
    const portalOf = (portalUrl: string | null) =>
      messageOf({ incident: anIncident({ portalUrl }), organization }).links.portal;
    const own = "https://portal.contoso.example/soc?a=1&tid=tenant-1";
    expect([portalOf(null), portalOf("javascript:alert(1)")]).toEqual([own, own]);
    expect(portalOf("https://security.example/7")).toBe("https://security.example/7?tid=tenant-1");
  });

  test.each<[string, string | null, string, string | null]>([
    ["carries the tenant", "https://security.example/7", "t-1", "https://security.example/7?tid=t-1"],
    [
      "carries it besides what it has",
      "https://security.example/7?a=b#c",
      "t-1",
      "https://security.example/7?a=b&tid=t-1#c",
    ],
    [
      "carries our tenant in place of another",
      "https://security.example/7?tid=x",
      "t-1",
      "https://security.example/7?tid=t-1",
    ],
    ["is left as it is without a tenant", "https://security.example/7?tid=x", "", "https://security.example/7?tid=x"],
    ["is absent where the source gave none", null, "t-1", null],
    ["is absent where it is none", "/incidents/7", "t-1", null],
    ["is absent where it would act", "javascript:alert(1)", "t-1", null],
  ])("%s", (_guarantee, portalUrl, tenantId, expected) => {
    const given = { incident: anIncident({ portalUrl }), organization: anOrganization({ tenantId }) };
    expect(messageOf(given).links.portal).toBe(expected);
  });
});

describe("times of activity", () => {
  test("are those of the incident where its alerts have none", () => {
    const incident = anIncident({ createdAt: noon - 50, updatedAt: noon - 20 });
    const { firstActivityAt, lastActivityAt } = messageOf({
      incident,
      alerts: [anAlert({ createdAt: null })],
    }).incident;
    expect([firstActivityAt, lastActivityAt]).toEqual([noon - 50, noon - 20]);
  });
});
