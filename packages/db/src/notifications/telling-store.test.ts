import type { NextStep, Outcome } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, type IncidentId, type Severity, secondMs } from "@tocsin/core/kernel";
import type { TellingFacts, Told } from "@tocsin/core/notifications";
import { aMail, anIncoming, anIncomingAlert, anIncomingEvidence, mapped, noon } from "@tocsin/core/testing";
import { and, asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { users } from "../accounts/tables.ts";
import { deliveries } from "../deliveries/tables.ts";
import { aRuleDraft, commitOnEveryRead, openScene, planOf, type Scene, temporaryFolder } from "../testing/index.ts";
import type { IncidentMailMemory } from "./remember-told.ts";
import { incidentMails } from "./tables.ts";
import { openTellingStatements } from "./telling-statements.ts";

const soc = "soc@contoso.example";
const smtp = { kind: "smtp", destination: "mail.contoso.example:587", batch: null } as const;
const sent: NextStep = { kind: "settle", state: "sent" };

const deliveryTo = ({ parts }: Scene, address = soc): DeliveryId =>
  parts.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.address, address))
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .all()
    .slice(-1)[0]?.id ?? asId("none");

const factsOf = async (scene: Scene, address = soc): Promise<TellingFacts> => {
  const facts = await scene.tellings.tellingFacts(deliveryTo(scene, address));
  if (facts === null) throw new Error("There is nothing to tell");
  return facts;
};

const toldAt = (seq: number, given: Partial<Told> = {}): Told => ({
  seq,
  at: noon,
  severity: "high",
  highestSeverity: "high",
  epoch: 1,
  titleAtFirstMail: "Ransomware on several endpoints",
  ...given,
});

/** Sends the latest mail to an address as a worker does: it remembers what it told, and comes to an end. */
const sendTo = async (scene: Scene, address = soc, next: NextStep = sent): Promise<DeliveryId> => {
  const id = deliveryTo(scene, address);
  const { incident } = await factsOf(scene, address);
  const claim = await scene.deliveries.claim(id, scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
  const remember: IncidentMailMemory = {
    kind: "incident",
    incidentId: incident.id,
    address,
    told: toldAt(incident.changeCount),
  };
  const attempt = await scene.deliveries.beginAttempt(
    claim,
    { mail: aMail(), remade: null, remember },
    smtp,
    scene.clock.now(),
  );
  if (attempt === "fenced") throw new Error("The claim was void");
  const outcome: Outcome = { kind: "rejected", reason: "550", code: "550", enhancedCode: null };
  await scene.deliveries.recordOutcome({ claim, attempt, outcome, next, now: scene.clock.now() });
  return id;
};

/** A change of the incident, due at once. */
const change = async (scene: Scene, n: number, severity: Severity = "high"): Promise<IncidentId> => {
  scene.clock.pass(secondMs);
  const alerts = [
    anIncomingAlert({ key: `a-${n}`, facts: { severity: mapped("high") }, evidence: [anIncomingEvidence()] }),
  ];
  const { incidentId } = await scene.record(
    anIncoming({ facts: { severity: mapped(severity) }, at: noon + n, alerts }),
  );
  return incidentId;
};

const openTelling = async (options?: Parameters<typeof openScene>[0]): Promise<Scene> => {
  const bundling = { urgentMs: 0, otherMs: 0 };
  return openScene({ ...options, organization: { bundling } });
};

test("who else was told is found by the change, however much a rule has told in its life", async () => {
  await using scene = await openScene();
  const { othersTold, othersToldOnce } = openTellingStatements(scene.parts.db);
  for (const statement of [othersTold, othersToldOnce]) {
    const plan = planOf(scene.parts.sqlite, statement.getQuery().sql);
    const searches = plan.filter((step) => step.startsWith("SEARCH"));
    expect(searches.join("\n")).toContain("(change_id=?");
    expect(searches.join("\n")).not.toContain("(rule_id=?)");
  }
});

describe("a first mail of an incident", () => {
  test("is made of the incident as it is now and the changes that caused it", async () => {
    await using scene = await openTelling();
    await change(scene, 1);
    const rule = await scene.addRule();
    const incidentId = await change(scene, 2);
    const { incident, alerts, changes } = await scene.incidents.get(scene.scope, incidentId);
    const { userScope, ...facts } = await factsOf(scene);
    expect(facts).toEqual({
      organization: scene.organization,
      incident,
      alerts,
      changes: changes.slice(1),
      rules: [rule],
      groups: [],
      recipient: {
        organizationId: scene.organization.id,
        address: soc,
        locale: "en",
        timeZone: "UTC",
        required: false,
      },
      told: null,
      sealed: null,
      acknowledgement: null,
      escalation: null,
      mute: null,
      otherRecipients: 0,
    });
    expect(userScope).toBeNull();
  });

  test("goes to a user of this installation with what that user may see, which is nothing once disabled", async () => {
    await using scene = await openTelling();
    await scene.addRule({ recipients: [{ address: "ada@contoso.example", tier: 0 }] });
    await change(scene, 1);
    expect((await factsOf(scene, "ada@contoso.example")).userScope).toEqual({ groups: null });
    scene.parts.db.update(users).set({ disabledAt: noon }).run();
    await scene.organizations.change(scene.scope, (now) => now);
    expect((await factsOf(scene, "ada@contoso.example")).userScope).toEqual({ groups: new Set() });
  });

  test("is in the language and the zone that the recipient has", async () => {
    await using scene = await openTelling();
    await scene.addRule({ recipients: [{ address: soc, tier: 0, locale: "nl", timeZone: "Europe/Amsterdam" }] });
    await change(scene, 1);
    expect((await factsOf(scene)).recipient).toMatchObject({ locale: "nl", timeZone: "Europe/Amsterdam" });
  });

  test("names every rule that asked for it, in the order of their names, also one that is archived by now", async () => {
    await using scene = await openTelling();
    const names = ["Servers", "beta", "Alpha"];
    const rules = [];
    for (const name of names) rules.push(await scene.addRule({ name }));
    await scene.addRule({ name: "Silent", severities: ["low"] });
    await change(scene, 1);
    await scene.rules.archive(scene.scope, rules[1]?.id ?? asId("none"), null, scene.actor);
    expect((await factsOf(scene)).rules.map(({ name }) => name)).toEqual(["Alpha", "beta", "Servers"]);
  });

  test("says how many others these rules told of the same changes, each address once", async () => {
    await using scene = await openTelling();
    const to = (...addresses: readonly string[]) => addresses.map((address) => ({ address, tier: 0 }));
    await scene.addRule({ name: "One", recipients: to(soc, "ciso@contoso.example", "ops@contoso.example") });
    await scene.addRule({ name: "Two", recipients: to(soc, "ciso@contoso.example") });
    await scene.addRule({ name: "Of no concern", recipients: to("hr@contoso.example") });
    await change(scene, 1);
    expect((await factsOf(scene)).otherRecipients).toBe(2);
    expect((await factsOf(scene, "hr@contoso.example")).otherRecipients).toBe(0);
  });
});

describe("a later mail", () => {
  test("tells what changed since this recipient's last one, asked for or not", async () => {
    await using scene = await openTelling();
    const rule = await scene.addRule();
    const incidentId = await change(scene, 1);
    await sendTo(scene);
    await scene.rules.save(scene.scope, rule.id, aRuleDraft({ severities: ["critical"] }), null, scene.actor);
    await change(scene, 2);
    await scene.rules.save(scene.scope, rule.id, aRuleDraft(), null, scene.actor);
    await change(scene, 3);
    const { changes } = await scene.incidents.get(scene.scope, incidentId);
    const facts = await factsOf(scene);
    expect(facts.told).toEqual(toldAt(1));
    expect(facts.changes).toEqual(changes.slice(1));
  });

  test("knows nothing of what others were told", async () => {
    await using scene = await openTelling();
    const to = (address: string) => ({ recipients: [{ address, tier: 0 }] });
    await scene.addRule({ name: "One" });
    await change(scene, 1);
    await sendTo(scene);
    await scene.addRule({ name: "Two", ...to("ciso@contoso.example") });
    await change(scene, 2);
    const facts = await factsOf(scene, "ciso@contoso.example");
    expect({ told: facts.told, seqs: facts.changes.map(({ seq }) => seq) }).toEqual({ told: null, seqs: [2] });
  });

  test.each<[string, NextStep, number | null]>([
    ["that was sent counts", sent, 1],
    ["that was captured counts", { kind: "settle", state: "captured" }, 1],
    ["that may have arrived counts", { kind: "settle", state: "inDoubt" }, 1],
    ["that will be tried again counts", { kind: "tryAgain", at: noon + 60_000 }, 1],
    ["that failed does not count", { kind: "settle", state: "failed" }, null],
  ])("finds that an earlier mail %s", async (_name, next, seq) => {
    await using scene = await openTelling();
    await scene.addRule();
    await change(scene, 1);
    await sendTo(scene, soc, next);
    await change(scene, 2);
    expect((await factsOf(scene)).told?.seq ?? null).toBe(seq);
  });

  test("finds that an earlier mail that was cancelled before it was sent again does not count", async () => {
    await using scene = await openTelling();
    await scene.addRule();
    await change(scene, 1);
    const id = await sendTo(scene, soc, { kind: "tryAgain", at: scene.clock.now() });
    const claim = await scene.deliveries.claim(id, scene.clock.now());
    if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
    await scene.deliveries.cancel(claim, "right lost", scene.clock.now());
    await change(scene, 2);
    expect((await factsOf(scene)).told).toBeNull();
  });

  test("goes back to the last mail that counts", async () => {
    await using scene = await openTelling();
    await scene.addRule();
    await change(scene, 1);
    await sendTo(scene);
    await change(scene, 2);
    await sendTo(scene, soc, { kind: "settle", state: "failed" });
    await change(scene, 3);
    const facts = await factsOf(scene);
    expect({ told: facts.told?.seq, seqs: facts.changes.map(({ seq }) => seq) }).toEqual({ told: 1, seqs: [2, 3] });
  });

  test("is not its own last mail", async () => {
    await using scene = await openTelling();
    await scene.addRule();
    await change(scene, 1);
    await sendTo(scene, soc, { kind: "tryAgain", at: noon + 60_000 });
    const facts = await factsOf(scene);
    expect({ told: facts.told, seqs: facts.changes.map(({ seq }) => seq) }).toEqual({ told: null, seqs: [1] });
  });
});

describe("a mail of an incident into which others were merged", () => {
  const incoming = (externalId: string, at: number, redirectTo: string | null, ...keys: readonly string[]) =>
    anIncoming({
      externalId,
      at: noon + at,
      facts: { title: externalId, redirectTo, status: mapped(redirectTo === null ? "active" : "redirected") },
      alerts: keys.map((key) => anIncomingAlert({ key, facts: { title: `${key} of ${externalId}` }, at: noon + at })),
    });
  const titlesIn = async (scene: Scene) => (await factsOf(scene)).alerts.map(({ title }) => title);

  test("tells of their alerts too, each once, until the source takes that back", async () => {
    await using scene = await openScene();
    const next = (payload: ReturnType<typeof incoming>) => {
      scene.clock.pass(secondMs);
      return scene.record(payload);
    };
    await next(incoming("a", 0, null, "a-1", "moved"));
    await next(incoming("b", 0, null, "b-1"));
    await next(incoming("a", 1, "b"));
    await scene.addRule({ frequency: { kind: "chosenChanges", changes: ["merged"] } });
    await next(incoming("c", 0, null, "c-1", "moved"));
    await next(incoming("b", 2, "c"));
    const { incident } = await factsOf(scene);
    expect(incident.title).toBe("c");
    const whole = ["c-1 of c", "moved of c", "a-1 of a", "b-1 of b"];
    expect(await titlesIn(scene)).toEqual(whole);
    // What comes to one of them later is that one's own to tell.
    await next(incoming("a", 3, "b", "a-2"));
    expect(await titlesIn(scene)).toEqual(whole);
    await next(incoming("a", 4, null));
    expect(await titlesIn(scene)).toEqual(["c-1 of c", "moved of c", "b-1 of b"]);
  });
});

test("what a mail told is kept with the mail, once", async () => {
  await using scene = await openTelling();
  await scene.addRule();
  const incidentId = await change(scene, 1);
  const id = await sendTo(scene);
  const kept = scene.parts.db
    .select()
    .from(incidentMails)
    .where(and(eq(incidentMails.incidentId, incidentId), eq(incidentMails.address, soc)))
    .all();
  expect(kept).toEqual([{ deliveryId: id, incidentId, address: soc, seq: 1, told: toldAt(1) }]);
});

test("a mail that tells of no incident leaves nothing to remember", async () => {
  await using scene = await openTelling();
  await scene.addRule();
  await change(scene, 1);
  const claim = await scene.deliveries.claim(deliveryTo(scene), scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
  await scene.deliveries.beginAttempt(
    claim,
    { mail: aMail(), remade: null, remember: { kind: "test" } },
    smtp,
    scene.clock.now(),
  );
  expect(scene.parts.db.select().from(incidentMails).all()).toEqual([]);
});

test("there is nothing to tell of a delivery that nobody knows", async () => {
  await using scene = await openTelling();
  expect(await scene.tellings.tellingFacts(asId("none"))).toBeNull();
});

test("what one mail is made of is one state, whatever another process commits meanwhile", async () => {
  await using folder = await temporaryFolder();
  await using reader = await openTelling({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: reader });
  await reader.addRule();
  await change(reader, 1);
  const id = deliveryTo(reader);
  using meddler = commitOnEveryRead(
    reader,
    other,
    `update incidents set change_count = change_count + 1;
     insert into alerts (incident_id, key, severity, alert, first_seq) select incident_id, hex(randomblob(8)), severity, alert, first_seq from alerts limit 1;`,
  );
  const facts = await reader.tellings.tellingFacts(id);
  expect(facts?.alerts.length).toBe(facts?.incident.changeCount);
  expect(meddler.commits()).toBeGreaterThan(2);
});
