import {
  type Claim,
  type ClaimedDelivery,
  leaseMs,
  type NextStep,
  type Outcome,
  type StrandedDelivery,
} from "@tocsin/core/deliveries";
import {
  asId,
  attemptJob,
  type BatchId,
  type DeliveryId,
  hourMs,
  type Job,
  minuteMs,
  secondMs,
} from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped, noon } from "@tocsin/core/testing";
import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { jobs } from "../jobs/tables.ts";
import { openScene, type Scene, type SceneOptions, temporaryFolder } from "../testing/index.ts";
import { inOtherProcess } from "../testing/other-process.ts";
import { attempts, deliveries, mails } from "./tables.ts";

const smtp = { kind: "smtp", destination: "mail.contoso.example:587", batch: null } as const;
const accepted: Outcome = { kind: "accepted", reply: "250 2.0.0 Ok" };
const deferred: Outcome = { kind: "deferred", reason: "421 busy", code: "421", enhancedCode: null, retryAfterMs: null };
const inDoubt: Outcome = { kind: "inDoubt", reason: "the worker stopped during this attempt" };
const sealed = { mail: aMail(), remade: null, remember: null };

/** A scene with a rule that tells one address of everything, high and critical at once. */
const openTelling = async (options?: SceneOptions): Promise<Scene> => {
  const scene = await openScene(options);
  await scene.addRule();
  return scene;
};

/** Makes a delivery of a new incident, due at once. */
const waiting = async (scene: Scene, externalId = "external-1"): Promise<DeliveryId> => {
  await scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));
  const [row] = scene.parts.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .all()
    .slice(-1);
  return row?.id ?? asId("none");
};

const claimed = async (scene: Scene, id: DeliveryId): Promise<ClaimedDelivery> => {
  const claim = await scene.deliveries.claim(id, scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
  return claim;
};

const begun = async (scene: Scene, claim: ClaimedDelivery) => {
  const attempt = await scene.deliveries.beginAttempt(claim, claim.mail ? null : sealed, smtp, scene.clock.now());
  if (attempt === "fenced") throw new Error("The claim was void");
  return attempt;
};

const attempted = async (scene: Scene, claim: ClaimedDelivery, outcome: Outcome, next: NextStep) => {
  const attempt = await begun(scene, claim);
  return scene.deliveries.recordOutcome({ claim, attempt, outcome, next, now: scene.clock.now() });
};

const stranded = async (scene: Scene): Promise<StrandedDelivery> => {
  const [one, ...others] = await scene.deliveries.stranded(scene.clock.now());
  if (one === undefined || others.length > 0) throw new Error(`${others.length + (one ? 1 : 0)} are stranded`);
  return one;
};

const rowOf = ({ parts }: Scene, id: DeliveryId) =>
  parts.db.select().from(deliveries).where(eq(deliveries.id, id)).get();

/** Every row that a worker may write. */
const rowsIn = ({ parts: { db } }: Scene) => ({
  deliveries: db.select().from(deliveries).all(),
  attempts: db.select().from(attempts).all(),
  mails: db.select().from(mails).all(),
  jobs: db.select().from(jobs).all(),
});

const jobsIn = ({ parts }: Scene) =>
  parts.db.select({ id: jobs.id, dueAt: jobs.dueAt }).from(jobs).orderBy(asc(jobs.dueAt)).all();

/** A delivery of its own bundle, due at noon. */
const aRow = ({ organization }: Scene, key: string): typeof deliveries.$inferInsert => ({
  id: asId(`delivery-${key}`),
  organizationId: organization.id,
  messageKind: "incident",
  address: "soc@contoso.example",
  dedupeKey: key,
  bundle: key,
  severity: "high",
  state: "waiting",
  dueAt: noon,
  createdAt: noon,
});

describe("a claim", () => {
  test("is given when the delivery is due and waits, with what a first attempt needs, and seals it", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const claim = await scene.deliveries.claim(id, noon);
    expect(claim).toEqual({
      delivery: {
        id,
        organizationId: scene.organization.id,
        messageKind: "incident",
        address: "soc@contoso.example",
        state: "sending",
        reason: null,
        bundle: expect.stringMatching(/^incident:/),
        severity: "high",
        foldedInto: null,
        message: null,
        dueAt: noon,
        attempts: 0,
        redrive: 0,
        createdAt: noon,
        sealedAt: noon,
        settledAt: null,
      },
      fence: 1,
      leaseUntil: noon + leaseMs,
      mail: null,
      firstAttemptAt: null,
      doubt: null,
      suspect: false,
      urgent: true,
    });
  });

  test("knows that the far end may have the mail, and in which batch, until a person begins a new series", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const road = { ...smtp, batch: asId<BatchId>("batch-1") };
    const again: NextStep = { kind: "tryAgain", at: noon };
    const first = await claimed(scene, id);
    const attempt = await scene.deliveries.beginAttempt(first, sealed, road, noon);
    if (attempt === "fenced") throw new Error("The claim was void");
    await scene.deliveries.recordOutcome({ claim: first, attempt, outcome: inDoubt, next: again, now: noon });
    const second = await claimed(scene, id);
    expect(second.doubt).toEqual({ batch: "batch-1" });

    await attempted(scene, second, deferred, again);
    const third = await claimed(scene, id);
    expect(third.doubt).toEqual({ batch: "batch-1" });

    await attempted(scene, third, inDoubt, { kind: "settle", state: "inDoubt" });
    await scene.deliveryActions.redrive(scene.scope, id);
    expect((await claimed(scene, id)).doubt).toBeNull();
  });

  test("that is renewed while its mail waits for a turn counts against poison no longer", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await claimed(scene, id);
    scene.clock.pass(leaseMs);
    await scene.deliveries.recover(await stranded(scene), { kind: "tryAgain" }, scene.clock.now());
    const claim = await claimed(scene, id);
    await scene.deliveries.countPreparing(claim);
    expect(rowOf(scene, id)).toMatchObject({ crashes: 2 });
    await scene.deliveries.renew(claim, scene.clock.now());
    expect(rowOf(scene, id)).toMatchObject({ crashes: 0 });
  });

  test("is refused until the delivery is due", async () => {
    await using scene = await openTelling();
    await scene.record(anIncoming({ facts: { severity: mapped("low") } }));
    const [row] = scene.parts.db.select().from(deliveries).all();
    const id = row?.id ?? asId<DeliveryId>("none");
    expect(await scene.deliveries.claim(id, noon + minuteMs - 1)).toBeNull();
    expect(rowOf(scene, id)).toEqual(row);
    expect(await scene.deliveries.claim(id, noon + minuteMs)).toMatchObject({ delivery: { id } });
  });

  test("is refused for one that somebody holds, that came to an end, or that there is not", async () => {
    await using scene = await openTelling();
    const [held, ended] = [await waiting(scene, "held"), await waiting(scene, "ended")];
    await claimed(scene, held);
    await attempted(scene, await claimed(scene, ended), accepted, { kind: "settle", state: "sent" });
    const before = rowsIn(scene);
    for (const id of [held, ended, asId<DeliveryId>("none")]) {
      expect(await scene.deliveries.claim(id, noon + 10 * minuteMs)).toBeNull();
    }
    expect(rowsIn(scene)).toEqual(before);
  });

  test("of a later attempt brings the stored mail and keeps the moment of sealing", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at: noon + 5_000 });
    scene.clock.pass(5_000);
    expect(await claimed(scene, id)).toMatchObject({
      delivery: { attempts: 1, sealedAt: noon },
      fence: 2,
      mail: aMail(),
      firstAttemptAt: noon,
      doubt: null,
      suspect: false,
      urgent: true,
    });
  });

  test("waits while another mail to that address about that incident is being made", async () => {
    await using scene = await openTelling();
    await scene.addRule({ name: "Elsewhere", recipients: [{ address: "ciso@contoso.example", tier: 0 }] });
    await scene.record(anIncoming({ facts: { severity: mapped("high") } }));
    const idsFor = (address: string) =>
      scene.parts.db
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(eq(deliveries.address, address))
        .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
        .all()
        .map(({ id }) => id);
    const [first] = idsFor("soc@contoso.example");
    const firstClaim = await claimed(scene, first ?? asId("none"));
    scene.clock.pass(secondMs);
    await scene.record(anIncoming({ facts: { severity: mapped("critical") }, at: noon + 1 }));
    const [, second] = idsFor("soc@contoso.example");
    const [other] = idsFor("ciso@contoso.example");
    const next = second ?? asId<DeliveryId>("none");
    expect(await scene.deliveries.claim(next, scene.clock.now())).toBeNull();
    expect(await scene.deliveries.claim(other ?? asId("none"), scene.clock.now())).not.toBeNull();
    await begun(scene, firstClaim);
    expect(await scene.deliveries.claim(next, scene.clock.now())).not.toBeNull();
  });

  test("waits for the earlier mail also where the worker that made that one died", async () => {
    await using scene = await openTelling();
    const first = await waiting(scene);
    await claimed(scene, first);
    scene.clock.pass(secondMs);
    await scene.record(anIncoming({ facts: { severity: mapped("critical") }, at: noon + 1 }));
    const second = scene.parts.db.select().from(deliveries).orderBy(asc(deliveries.createdAt)).all()[1]?.id ?? first;
    scene.clock.pass(leaseMs);
    await scene.deliveries.recover(await stranded(scene), { kind: "tryAgain" }, scene.clock.now());
    expect(await scene.deliveries.claim(second, scene.clock.now())).toBeNull();
    const again = await claimed(scene, first);
    await begun(scene, again);
    expect(await scene.deliveries.claim(second, scene.clock.now())).not.toBeNull();
  });

  test("of what can no longer be read is refused, and the delivery has failed with that reason", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at: noon });
    scene.parts.sqlite.prepare("update mails set mail = substr(mail, 1, 40)").run();
    expect(await scene.deliveries.claim(id, noon)).toBeNull();
    expect(rowOf(scene, id)).toMatchObject({
      state: "failed",
      reason: "quarantined: what is stored of this mail cannot be read",
      settledAt: noon,
      leaseUntil: null,
    });
    expect(await scene.deliveries.claim(id, noon)).toBeNull();
  });

  test("is given to one of many workers, each delivery exactly once", { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    await using one = await openTelling({ path: folder.database });
    await using two = await openScene({ path: folder.database, beside: one });
    one.parts.db
      .insert(deliveries)
      .values(Array.from({ length: 500 }, (_, i) => aRow(one, String(i))))
      .run();
    const ids = one.parts.db.select({ id: deliveries.id }).from(deliveries).all();
    const orders = [ids, ids.toReversed(), [...ids.slice(250), ...ids.slice(0, 250)], ids].map((all) =>
      all.map(({ id }) => id),
    );
    const [mine = [], others = [], ...far] = orders;
    const given = { path: folder.database, now: noon };
    const elsewhere = far.map((order) => inOtherProcess("claim", { ...given, ids: order }));
    await Promise.all(elsewhere.map(({ ready }) => ready));
    const here = await Promise.all(
      [mine.map((id) => one.deliveries.claim(id, noon)), others.map((id) => two.deliveries.claim(id, noon))].map(
        (claims) => Promise.all(claims),
      ),
    );
    const there = await Promise.all(elsewhere.map(({ answer }) => answer));
    const all = [
      ...here.flat().flatMap((claim) => (claim !== null && "delivery" in claim ? claim.delivery.id : [])),
      ...there.flat(),
    ];
    expect(all.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
    expect(
      new Set(
        one.parts.db
          .select({ fence: deliveries.fence })
          .from(deliveries)
          .all()
          .map(({ fence }) => fence),
      ),
    ).toEqual(new Set([1]));
  });
});

describe("an attempt", () => {
  test("is committed with the mail before a byte goes out, and the mail is stored by the first alone", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const first = await claimed(scene, id);
    await expect(scene.deliveryQueries.mail(scene.scope, id)).rejects.toMatchObject({ code: "notFound" });
    const attempt = await scene.deliveries.beginAttempt(first, sealed, smtp, noon + 1);
    expect(attempt).toEqual({
      deliveryId: id,
      number: 1,
      redrive: 0,
      transport: "smtp",
      destination: "mail.contoso.example:587",
      startedAt: noon + 1,
      endedAt: null,
      remade: null,
      outcome: null,
    });
    const { attempts: shown, subject } = await scene.deliveryQueries.get(scene.scope, id);
    expect({ shown, subject, mail: await scene.deliveryQueries.mail(scene.scope, id) }).toEqual({
      shown: [attempt],
      subject: aMail().subject,
      mail: aMail(),
    });
    expect(rowOf(scene, id)).toMatchObject({ state: "sending", attempts: 1, firstAttemptAt: noon + 1, crashes: 0 });

    if (attempt === "fenced") throw new Error("The claim was void");
    const next = { kind: "tryAgain", at: noon + 5_000 } as const;
    await scene.deliveries.recordOutcome({ claim: first, attempt, outcome: deferred, next, now: noon + 2 });
    scene.clock.pass(5_000);
    const second = await begun(scene, await claimed(scene, id));
    expect(second).toMatchObject({ number: 2, startedAt: noon + 5_000 });
    expect(await scene.deliveryQueries.mail(scene.scope, id)).toEqual(aMail());
    expect(rowOf(scene, id)).toMatchObject({ attempts: 2, firstAttemptAt: noon + 1 });
  });

  test("has the whole lease before it, however long the mail took to make", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const claim = await claimed(scene, id);
    scene.clock.pass(leaseMs - 1);
    await begun(scene, claim);
    scene.clock.pass(leaseMs - 1);
    expect(await scene.deliveries.stranded(scene.clock.now())).toEqual([]);
    scene.clock.pass(1);
    expect(await stranded(scene)).toMatchObject({ delivery: { id } });
  });

  test.each<[string, Outcome, NextStep, object]>([
    [
      "accepted is sent",
      accepted,
      { kind: "settle", state: "sent" },
      { state: "sent", reason: null, settledAt: noon + 7 },
    ],
    [
      "captured is captured, never sent",
      { kind: "captured", reply: "mails/1.eml" },
      { kind: "settle", state: "captured" },
      { state: "captured", reason: null, settledAt: noon + 7 },
    ],
    [
      "rejected has failed, with the server's reason",
      { kind: "rejected", reason: "550 no such user", code: "550", enhancedCode: null },
      { kind: "settle", state: "failed" },
      { state: "failed", reason: "550 no such user", settledAt: noon + 7 },
    ],
    [
      "in doubt waits for a person where that is wanted",
      inDoubt,
      { kind: "settle", state: "inDoubt" },
      { state: "inDoubt", reason: inDoubt.reason, settledAt: noon + 7 },
    ],
  ])("that ended %s", async (_name, outcome, next, expected) => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const claim = await claimed(scene, id);
    const attempt = await begun(scene, claim);
    const jobsBefore = jobsIn(scene);
    expect(await scene.deliveries.recordOutcome({ claim, attempt, outcome, next, now: noon + 7 })).toEqual([]);
    expect(rowOf(scene, id)).toMatchObject({ ...expected, leaseUntil: null, attempts: 1 });
    const shown = await scene.deliveryQueries.get(scene.scope, id);
    expect(shown.attempts).toEqual([{ ...attempt, endedAt: noon + 7, outcome }]);
    expect(jobsIn(scene)).toEqual(jobsBefore);
    expect(await scene.deliveries.stranded(noon + leaseMs)).toEqual([]);
    expect(await scene.deliveries.dueJobs(noon + leaseMs, 9)).toEqual([]);
  });

  test("that was deferred waits with its reason, and its next attempt is a job", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    // A backoff with jitter falls between two milliseconds.
    const answered = await attempted(scene, await claimed(scene, id), deferred, {
      kind: "tryAgain",
      at: noon + 4_999.2,
    });
    const dueAt = noon + 5_000;
    expect(answered).toEqual([]);
    expect(rowOf(scene, id)).toMatchObject({
      state: "waiting",
      reason: "421 busy",
      dueAt,
      leaseUntil: null,
      settledAt: null,
    });
    expect(jobsIn(scene)).toEqual([
      { id: `${id}-a1-${noon}`, dueAt: noon },
      { id: `${id}-a2-${dueAt}`, dueAt },
    ]);
    expect(await scene.deliveries.claim(id, dueAt - 1)).toBeNull();
    expect(await scene.deliveries.claim(id, dueAt)).toMatchObject({ fence: 2 });
  });

  test("that was deferred is announced where the queue is elsewhere", async () => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await waiting(scene);
    const at = noon + 5_000;
    expect(await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at })).toEqual([
      attemptJob(id, 2, at, true),
    ]);
    expect(jobsIn(scene)).toEqual([]);
  });

  test("after another is numbered on, and absorbs no news in between", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at: noon + 5_000 });
    scene.clock.pass(1);
    expect(await scene.record(anIncoming({ facts: { severity: mapped("critical") }, at: noon + 1 }))).toMatchObject({
      deliveries: 1,
    });
  });
});

describe("a worker that slept past its lease", () => {
  const overtaken = async (scene: Scene) => {
    const id = await waiting(scene);
    const stale = await claimed(scene, id);
    scene.clock.pass(leaseMs);
    await scene.deliveries.recover(await stranded(scene), { kind: "tryAgain" }, scene.clock.now());
    return { id, stale };
  };

  const everyWrite = async (scene: Scene, stale: Claim): Promise<readonly unknown[]> => {
    const now = scene.clock.now();
    const attempt = { ...(await ghost(stale)), startedAt: now };
    return [
      await scene.deliveries.beginAttempt(stale, sealed, smtp, now),
      await scene.deliveries.recordOutcome({
        claim: stale,
        attempt,
        outcome: accepted,
        next: { kind: "settle", state: "sent" },
        now,
      }),
      await scene.deliveries.renew(stale, now),
      await scene.deliveries.cancel(stale, "too late", now),
    ];
  };

  const ghost = async ({ delivery }: Claim) => ({
    deliveryId: delivery.id,
    number: 1,
    redrive: 0,
    ...{ transport: smtp.kind, destination: smtp.destination },
    endedAt: null,
    remade: null,
    outcome: null,
  });

  const fenced = ["fenced", "fenced", "fenced", "fenced"];

  test("changes nothing once its delivery was recovered", async () => {
    await using scene = await openTelling();
    const { stale } = await overtaken(scene);
    const before = rowsIn(scene);
    expect(await everyWrite(scene, stale)).toEqual(fenced);
    expect(rowsIn(scene)).toEqual(before);
  });

  test("changes nothing while another holds its delivery", async () => {
    await using scene = await openTelling();
    const { id, stale } = await overtaken(scene);
    await begun(scene, await claimed(scene, id));
    const before = rowsIn(scene);
    expect(await everyWrite(scene, stale)).toEqual(fenced);
    expect(rowsIn(scene)).toEqual(before);
  });

  test("changes nothing once another has sent it", async () => {
    await using scene = await openTelling();
    const { id, stale } = await overtaken(scene);
    await attempted(scene, await claimed(scene, id), accepted, { kind: "settle", state: "sent" });
    const before = rowsIn(scene);
    expect(await everyWrite(scene, stale)).toEqual(fenced);
    expect(rowsIn(scene)).toEqual(before);
  });
});

describe("a claim that is held", () => {
  test("can be renewed for another lease", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const claim = await claimed(scene, id);
    expect(await scene.deliveries.renew(claim, noon + 20_000)).toBe("done");
    expect(await scene.deliveries.stranded(noon + 20_000 + leaseMs - 1)).toEqual([]);
    expect(await scene.deliveries.stranded(noon + 20_000 + leaseMs)).toMatchObject([{ delivery: { id } }]);
  });

  test("can be given back, with nothing held against it, and is had again at once", async () => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await waiting(scene);
    const claim = await claimed(scene, id);
    const now = scene.clock.pass(5);
    expect(await scene.deliveries.putBack(claim, now)).toEqual([attemptJob(id, 1, now, true)]);
    expect(rowOf(scene, id)).toMatchObject({ state: "waiting", leaseUntil: null, crashes: 0, attempts: 0 });
    expect(await claimed(scene, id)).toMatchObject({ suspect: false });
    expect(await scene.deliveries.putBack(claim, now)).toBe("fenced");
  });

  test("is as urgent as it was at first when it is tried again, also where only the escalation makes it so", async () => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await waiting(scene);
    scene.parts.db.update(deliveries).set({ severity: "low", escalates: true }).where(eq(deliveries.id, id)).run();
    const at = noon + 5_000;
    expect(await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at })).toEqual([
      attemptJob(id, 2, at, true),
    ]);
  });

  test("can be cancelled, with the reason", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    expect(await scene.deliveries.cancel(await claimed(scene, id), "no longer a member", noon + 1)).toBe("done");
    expect(rowOf(scene, id)).toMatchObject({
      state: "cancelled",
      reason: "no longer a member",
      settledAt: noon + 1,
      leaseUntil: null,
      crashes: 0,
    });
  });
});

describe("a delivery whose worker died", () => {
  test("is stranded when its lease has ended, with what is known of it", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const claim = await claimed(scene, id);
    expect(await scene.deliveries.stranded(noon + leaseMs - 1)).toEqual([]);
    expect(await scene.deliveries.stranded(noon + leaseMs)).toEqual([
      { delivery: claim.delivery, fence: 1, openAttempt: null, firstAttemptAt: null, crashes: 0 },
    ]);
    const attempt = await begun(scene, claim);
    expect(await scene.deliveries.stranded(noon + leaseMs)).toEqual([
      {
        delivery: { ...claim.delivery, attempts: 1 },
        fence: 1,
        openAttempt: attempt,
        firstAttemptAt: noon,
        crashes: 0,
      },
    ]);
  });

  test("before its attempt waits again at once, with a job", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await claimed(scene, id);
    const now = scene.clock.pass(leaseMs);
    expect(await scene.deliveries.recover(await stranded(scene), { kind: "tryAgain" }, now)).toEqual([]);
    expect(rowOf(scene, id)).toMatchObject({
      state: "waiting",
      dueAt: now,
      leaseUntil: null,
      crashes: 1,
      sealedAt: noon,
    });
    expect(jobsIn(scene)).toContainEqual({ id: `${id}-a1-${now}`, dueAt: now });
  });

  test("during its attempt has that attempt closed as in doubt, and is sent again", async () => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await waiting(scene);
    const attempt = await begun(scene, await claimed(scene, id));
    const now = scene.clock.pass(leaseMs);
    const next = { kind: "tryAgain", at: now + 2_000 } as const;
    const announced = await scene.deliveries.recover(
      await stranded(scene),
      { kind: "afterAttempt", outcome: inDoubt, next },
      now,
    );
    expect(announced).toEqual([attemptJob(id, 2, now + 2_000, true)]);
    const shown = await scene.deliveryQueries.get(scene.scope, id);
    expect(shown.attempts).toEqual([{ ...attempt, endedAt: now, outcome: inDoubt }]);
    expect(shown.delivery).toMatchObject({ state: "waiting", reason: inDoubt.reason, attempts: 1, dueAt: now + 2_000 });
    scene.clock.pass(2_000);
    const again = await claimed(scene, id);
    expect(again).toMatchObject({ mail: aMail(), firstAttemptAt: noon, doubt: { batch: null } });
    // Whatever comes of the attempts after it, the doubt remains.
    await attempted(scene, again, deferred, { kind: "tryAgain", at: scene.clock.now() });
    expect(await claimed(scene, id)).toMatchObject({ doubt: { batch: null } });
  });

  test("during its attempt is held in doubt where a person shall decide", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    await begun(scene, await claimed(scene, id));
    const now = scene.clock.pass(leaseMs);
    const next = { kind: "settle", state: "inDoubt" } as const;
    await scene.deliveries.recover(await stranded(scene), { kind: "afterAttempt", outcome: inDoubt, next }, now);
    expect(rowOf(scene, id)).toMatchObject({ state: "inDoubt", settledAt: now });
  });

  test("five times before its attempt is set aside, and only crashes in a row count", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    const crash = async () => {
      const claim = await claimed(scene, id);
      if (claim.suspect) await scene.deliveries.countPreparing(claim);
      scene.clock.pass(leaseMs);
      return stranded(scene);
    };
    await scene.deliveries.recover(await crash(), { kind: "tryAgain" }, scene.clock.now());
    await attempted(scene, await claimed(scene, id), deferred, { kind: "tryAgain", at: scene.clock.now() });
    const seen: number[] = [];
    for (const _crash of [1, 2, 3, 4]) {
      const one = await crash();
      seen.push(one.crashes);
      await scene.deliveries.recover(one, { kind: "tryAgain" }, scene.clock.now());
    }
    const last = await crash();
    expect([...seen, last.crashes]).toEqual([0, 2, 3, 4, 5]);
    const now = scene.clock.now();
    await scene.deliveries.recover(last, { kind: "quarantine", reason: "quarantined: 5 workers stopped" }, now);
    expect(rowOf(scene, id)).toMatchObject({
      state: "failed",
      reason: "quarantined: 5 workers stopped",
      settledAt: now,
      leaseUntil: null,
    });
  });

  test("is never set aside for lying beside another that is being prepared, however often", async () => {
    await using scene = await openTelling();
    const id = await waiting(scene);
    for (const crashes of [0, 1, 1, 1, 1, 1, 1]) {
      expect(await claimed(scene, id)).toMatchObject({ suspect: crashes > 0 });
      scene.clock.pass(leaseMs);
      const one = await stranded(scene);
      expect(one.crashes).toBe(crashes);
      await scene.deliveries.recover(one, { kind: "tryAgain" }, scene.clock.now());
    }
  });

  test("is recovered once, however many look after it", async () => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await waiting(scene);
    await claimed(scene, id);
    const now = scene.clock.pass(leaseMs);
    const seen = await stranded(scene);
    const answers = await Promise.all([1, 2].map(() => scene.deliveries.recover(seen, { kind: "tryAgain" }, now)));
    expect(answers).toEqual([[attemptJob(id, 1, now, true)], []]);
  });

  const recoveries = [
    { kind: "tryAgain" },
    { kind: "quarantine", reason: "poison" },
    { kind: "afterAttempt", outcome: inDoubt, next: { kind: "settle", state: "inDoubt" } },
  ] as const;

  test.each<[string, (scene: Scene, claim: ClaimedDelivery) => Promise<unknown>]>([
    ["renewed its claim", (scene, claim) => scene.deliveries.renew(claim, scene.clock.now())],
    ["began its attempt", (scene, claim) => begun(scene, claim)],
    ["sent it", (scene, claim) => attempted(scene, claim, accepted, { kind: "settle", state: "sent" })],
    ["cancelled it", (scene, claim) => scene.deliveries.cancel(claim, "right lost", scene.clock.now())],
    [
      "put it back, and another claimed it",
      async (scene, claim) => {
        await attempted(scene, claim, deferred, { kind: "tryAgain", at: scene.clock.now() });
        await claimed(scene, claim.delivery.id);
      },
    ],
  ])("is left alone where the worker lives after all and has %s", async (_what, live) => {
    await using scene = await openTelling();
    const claim = await claimed(scene, await waiting(scene));
    scene.clock.pass(leaseMs);
    const seen = await stranded(scene);
    await live(scene, claim);
    const before = rowsIn(scene);
    for (const recovery of recoveries) {
      expect(await scene.deliveries.recover(seen, recovery, scene.clock.now())).toEqual([]);
    }
    expect(rowsIn(scene)).toEqual(before);
  });
});

test("jobs of what is due are found, urgent ones first, then the oldest, up to a limit", async () => {
  await using scene = await openTelling();
  await scene.record(anIncoming({ externalId: "calm", facts: { severity: mapped("low") } }));
  const now = scene.clock.pass(minuteMs);
  const first = await waiting(scene, "first");
  scene.clock.pass(1);
  const second = await waiting(scene, "second");
  await scene.record(anIncoming({ externalId: "later", facts: { severity: mapped("low") } }));
  await claimed(scene, await waiting(scene, "claimed"));
  const found = (limit: number): Promise<readonly Job[]> => scene.deliveries.dueJobs(now + 1, limit);
  const urgent = [attemptJob(first, 1, now, true), attemptJob(second, 1, now + 1, true)];
  expect(await found(9)).toEqual([...urgent, expect.objectContaining({ urgent: false, dueAt: now })]);
  expect(await found(2)).toEqual(urgent);
  expect(await found(1)).toEqual([attemptJob(first, 1, now, true)]);
});

test("the delivery that waits longest is told by when it was due, and none where none waits", async () => {
  await using scene = await openTelling();
  expect(await scene.deliveries.oldestDueAt()).toBeNull();
  const id = await waiting(scene);
  scene.clock.pass(1);
  await waiting(scene, "younger");
  expect(await scene.deliveries.oldestDueAt()).toBe(noon);
  await claimed(scene, id);
  expect(await scene.deliveries.oldestDueAt()).toBe(noon + 1);
});

describe("after a clock that was hours ahead was set back", () => {
  const aheadMs = 5 * hourMs;
  /** Whoever acted while the clock was ahead. */
  const whileAhead = async <Done>(scene: Scene, act: () => Promise<Done>): Promise<Done> => {
    scene.clock.pass(aheadMs);
    const done = await act();
    scene.clock.pass(-aheadMs);
    return done;
  };

  test.each<[string, (scene: Scene) => Promise<DeliveryId>]>([
    ["is new", (scene) => whileAhead(scene, () => waiting(scene))],
    [
      "was deferred",
      async (scene) => {
        const id = await waiting(scene);
        const again = (at: number) => ({ kind: "tryAgain", at: at + 5 * minuteMs }) as const;
        await whileAhead(scene, async () =>
          attempted(scene, await claimed(scene, id), deferred, again(scene.clock.now())),
        );
        return id;
      },
    ],
    [
      "was put back because its worker died",
      async (scene) => {
        const id = await waiting(scene);
        await claimed(scene, id);
        await whileAhead(scene, async () =>
          scene.deliveries.recover(await stranded(scene), { kind: "tryAgain" }, scene.clock.now()),
        );
        return id;
      },
    ],
  ])("a mail that %s does not wait for those hours", async (_what, put) => {
    await using scene = await openTelling({ jobsEmbedded: false });
    const id = await put(scene);
    const now = scene.clock.pass(secondMs);
    expect(await scene.deliveries.dueJobs(now, 9)).toEqual([]);
    const attempt = (rowOf(scene, id)?.attempts ?? 0) + 1;
    expect(await scene.deliveries.hasten(now)).toEqual({ count: 1, jobs: [attemptJob(id, attempt, now, true)] });
    expect(await claimed(scene, id)).toMatchObject({ delivery: { id } });
    expect(await scene.deliveries.hasten(now)).toEqual({ count: 0, jobs: [] });
  });

  test("a dead worker's lease ends in one from now, and one that lives renews it", async () => {
    await using scene = await openTelling();
    const [dead, alive] = [await waiting(scene, "dead"), await waiting(scene, "alive")];
    const [, living] = await whileAhead(scene, () => Promise.all([claimed(scene, dead), claimed(scene, alive)]));
    expect(await scene.deliveries.hasten(scene.clock.now())).toEqual({ count: 2, jobs: [] });
    scene.clock.pass(leaseMs / 2);
    await scene.deliveries.renew(living, scene.clock.now());
    scene.clock.pass(leaseMs / 2);
    expect((await stranded(scene)).delivery.id).toBe(dead);
  });

  test("what waits because it was told to is left alone, and so is what was claimed just now", async () => {
    await using scene = await openTelling();
    const retry = { kind: "tryAgain", at: noon + hourMs } as const;
    await attempted(scene, await claimed(scene, await waiting(scene, "deferred")), deferred, retry);
    await scene.record(anIncoming({ externalId: "bundled", facts: { severity: mapped("low") } }));
    await claimed(scene, await waiting(scene, "claimed"));
    const before = rowsIn(scene);
    expect(await scene.deliveries.hasten(scene.clock.now())).toEqual({ count: 0, jobs: [] });
    expect(rowsIn(scene)).toEqual(before);
  });
});
