import { dayMs, type Instant, minuteMs, secondMs } from "@tocsin/core/kernel";
import type { RuleDraft } from "@tocsin/core/notification-rules";
import { openReplay, receiveRight, replayRule } from "@tocsin/core/notifications";
import { anIncoming, anIncomingAlert, mapped, noon } from "@tocsin/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addTenant, aRuleDraft, openScene, type Scene, type Tenant } from "../testing/index.ts";
import { deliveryCauses } from "./tables.ts";

const windowOf = (scene: Scene) => ({ from: noon, to: scene.clock.now() });

/** Every cause that a replay of the rules as they are comes to, as `incident seq address rule`. */
const replayedCauses = async (
  scene: Scene,
  window: { from: Instant; to: Instant } = windowOf(scene),
  { scope }: Tenant = scene,
) => {
  const { replays } = scene;
  const { rules, groups, organization, userScopeOf, silences } = await replays.replayFacts(scope, {
    ...window,
    changesMax: 1e6,
  });
  const replay = openReplay(
    {
      rules,
      groups,
      rightOf: (address) => receiveRight(address, organization.allowedDomains, userScopeOf),
      silences,
      pacing: { bundling: organization.bundling },
    },
    () => {},
  );
  const causes: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof replays.replayPage>> = await replays.replayPage(scope, window, after);
    replay.remember(page.told);
    for (const change of page.items) {
      const { incidentId, seq } = change.judged;
      for (const { ruleId, recipients } of replay.take(change).decisions) {
        for (const { address, told } of recipients) if (told) causes.push(`${incidentId} ${seq} ${address} ${ruleId}`);
      }
    }
    after = page.next;
  } while (after !== null);
  return causes.sort();
};

const recordedCauses = (scene: Scene, from: Instant = noon, { scope }: Tenant = scene): readonly string[] =>
  scene.parts.sqlite
    .prepare<[number, string], { cause: string }>(
      `select c.incident_id || ' ' || c.seq || ' ' || d.address || ' ' || d.rule_id as cause
       from delivery_causes d join incident_changes c on c.id = d.change_id where c.at >= ? and c.organization_id = ?`,
    )
    .all(from, scope.organizationId)
    .map(({ cause }) => cause)
    .sort();

const rules: readonly Partial<RuleDraft>[] = [
  { name: "Everything" },
  {
    name: "High once",
    severities: ["high", "critical"],
    frequency: { kind: "oncePerIncident", alsoOnEscalation: false },
  },
  { name: "Rising", severityOf: "incident", frequency: { kind: "oncePerIncident", alsoOnEscalation: true } },
  { name: "Resolved", frequency: { kind: "chosenChanges", changes: ["resolved", "reopened", "merged"] } },
  { name: "Of one", sources: [{ serviceSource: "one", detectionSources: [] }] },
];

const severity = fc.constantFrom("low", "medium", "high", "critical" as const).map(mapped);
const status = fc.constantFrom("active", "resolved" as const).map(mapped);
const alert = fc
  .record({
    key: fc.constantFrom("a", "b", "c"),
    facts: fc.record({ severity, serviceSource: fc.constantFrom("one", "two") }),
  })
  .map(anIncomingAlert);

/** Payloads of three incidents, some of which say that theirs goes on as another one, or no longer. */
const story = fc.array(
  fc.record({
    externalId: fc.constantFrom("1", "2", "3"),
    facts: fc.record({ severity, status, redirectTo: fc.constantFrom(null, "1", "2") }, { requiredKeys: [] }),
    alerts: fc.uniqueArray(alert, { maxLength: 2, selector: ({ key }) => key }),
  }),
  { minLength: 1, maxLength: 12 },
);

describe("replaying rules that have not changed", () => {
  test("comes to exactly the causes that were recorded, whatever came in", async () => {
    await using scene = await openScene();
    await fc.assert(
      fc.asyncProperty(story, async (payloads) => {
        const from = scene.clock.pass(dayMs);
        const tenant = await addTenant(scene);
        for (const rule of rules) await scene.rules.create(tenant.scope, aRuleDraft(rule), scene.actor);
        for (const { alerts, ...payload } of payloads) {
          const at = scene.clock.pass(20 * secondMs);
          const version = { at, hash: `h${at}` };
          const later = alerts.map((one) => ({ ...one, layers: one.layers.map((layer) => ({ ...layer, version })) }));
          await scene.record(anIncoming({ ...payload, at, alerts: later }), { tenant });
        }
        const window = { from, to: scene.clock.now() };
        expect(await replayedCauses(scene, window, tenant)).toEqual(recordedCauses(scene, from, tenant));
        // Also from the middle on, with what was told by then, while nobody goes from family to family.
        if (payloads.some(({ facts }) => facts.redirectTo !== undefined)) return;
        const middle = { ...window, from: from + payloads.length * 10 * secondMs };
        expect(await replayedCauses(scene, middle, tenant)).toEqual(recordedCauses(scene, middle.from, tenant));
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  test("counts what was told before the window", async () => {
    await using scene = await openScene();
    await scene.addRule({ frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
    await scene.record(anIncoming());
    const from = scene.clock.pass(dayMs);
    await scene.record(anIncoming({ alerts: [anIncomingAlert()] }));
    await scene.record(anIncoming({ externalId: "another" }));
    const window = { from, to: from };
    expect(await replayedCauses(scene, window)).toEqual(recordedCauses(scene, from));
    expect(recordedCauses(scene, from)).toHaveLength(1);
  });
});

const replayed = (scene: Scene, draft: object, more: { ruleId?: never; days?: number } = {}) =>
  replayRule({ store: scene.replays, now: scene.clock.now, pause: async () => {} }, scene.scope, {
    draft: aReplayDraft(draft),
    ruleId: null,
    days: 30,
    ...more,
  });

const aReplayDraft = (draft: object) => ({ ...aDraft, ...draft }) as Parameters<typeof replayRule>[2]["draft"];

const aDraft = {
  name: "",
  description: "",
  enabled: false,
  owner: "",
  severities: ["high"],
  severityOf: "incident",
  deviceGroups: { scope: "all" },
  sources: [],
  conditions: [],
  frequency: { kind: "everyUpdate" },
  include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: true },
  recipients: [{ address: "night@contoso.example", tier: 0 }],
  escalation: [],
};

describe("a replay of a draft", () => {
  test("goes through every change of the window in pages, and no other organization's", async () => {
    await using scene = await openScene();
    const other = await addTenant(scene);
    const externalIds = Array.from({ length: 300 }, (_, i) => `x-${i}`);
    await Promise.all(
      externalIds.map((externalId) => scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }))),
    );
    await scene.record(anIncoming({ facts: { severity: mapped("high") } }), { tenant: other });
    const { window, incidents, mails } = await replayed(scene, {});
    expect(window).toMatchObject({ changes: 300, cut: false });
    expect(incidents).toEqual({ seen: 300, matched: 300, suppressed: 0 });
    expect(mails).toEqual({ total: 300, perRecipient: 300 });
  });

  test("writes as many mails as the rule would, joined as they would be", async () => {
    await using scene = await openScene();
    const findAlert = (key: string, ms: number) => {
      scene.clock.pass(ms);
      return scene.record(anIncoming({ facts: { severity: mapped("high") }, alerts: [anIncomingAlert({ key })] }));
    };
    await findAlert("a", 0);
    await findAlert("b", secondMs);
    await findAlert("c", secondMs);
    await findAlert("d", 10 * minuteMs);
    const every = { severityOf: "incident" };
    expect((await replayed(scene, every)).mails.total).toBe(3);
    expect((await replayed(scene, every)).alternatives).toEqual({ everyUpdate: 3, oncePerIncident: 1 });
  });

  test("takes the latest changes where there are too many, and says from when", async () => {
    await using scene = await openScene();
    for (let i = 0; i < 5; i += 1) {
      await scene.record(anIncoming({ externalId: `x-${i}` }));
      scene.clock.pass(minuteMs);
    }
    const window = { from: noon, to: scene.clock.now(), changesMax: 3 };
    const { from } = await scene.replays.replayFacts(scene.scope, window);
    const { items } = await scene.replays.replayPage(scene.scope, { ...window, from }, null);
    expect([from, items.map(({ number }) => number)]).toEqual([noon + minuteMs + 1, [3, 4, 5]]);
  });
});

test("a cause is named by the change, the address and the rule", async () => {
  await using scene = await openScene();
  await scene.addRule();
  await scene.record();
  expect(scene.parts.db.select().from(deliveryCauses).all()).toHaveLength(recordedCauses(scene).length);
});
