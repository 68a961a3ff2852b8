import { digestMembersMax, leaseMs, type Outcome, type StormLimits, sweep } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, minuteMs, type Severity, secondMs } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { anIncoming, anIncomingAlert, mapped } from "@tocsin/core/testing";
import { openScene, type Scene, type SceneOptions, temporaryFolder } from "@tocsin/db/testing";
import { describe, expect, test } from "vitest";
import { openPost } from "../testing/post.ts";

const storms: StormLimits = { other: 10, urgent: 20 };
const rejected: Outcome = { kind: "rejected", reason: "550 no such box", code: "550", enhancedCode: null };
const deferred: Outcome = { kind: "deferred", reason: "421 busy", code: "421", enhancedCode: null, retryAfterMs: null };

/** A rule that tells one address of everything, at once. */
const openStorm = async (options: SceneOptions = {}): Promise<Scene> => {
  const scene = await openScene({ storms, organization: { bundling: { urgentMs: 0, otherMs: 0 } }, ...options });
  if (options.beside === undefined) await scene.addRule();
  return scene;
};

const title = (n: number): string => `Break-in number ${n}.`;

const happen = (scene: Scene, n: number, severity: Severity = "medium") =>
  scene.record(anIncoming({ externalId: `incident-${n}`, facts: { title: title(n), severity: mapped(severity) } }));

const happenAll = async (scene: Scene, count: number, severity?: Severity, from = 0): Promise<void> => {
  for (let n = 0; n < count; n += 1_000) {
    const some = Array.from({ length: Math.min(1_000, count - n) }, (_, i) => from + n + i);
    await Promise.all(some.map((one) => happen(scene, one, severity)));
  }
};

const namedIn = ({ text }: Mail): readonly number[] =>
  [...text.replace(/\n {2}/g, " ").matchAll(/Break-in number (\d+)\./g)].map(([, n]) => Number(n));
const isDigest = ({ headers }: Mail): boolean => headers["X-Tocsin-Change"] === "digest";
const counting = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

const list = async (scene: Scene) =>
  (
    await scene.deliveryQueries.list(
      scene.scope,
      { states: [], address: null, incidentId: null, ruleId: null },
      { limit: 1_000, after: null },
    )
  ).items;
const stateCounts = async (scene: Scene): Promise<Record<string, number>> => {
  const states = (await list(scene)).map(({ delivery }) => delivery.state);
  return Object.fromEntries([...new Set(states)].map((state) => [state, states.filter((one) => one === state).length]));
};
const digestsOf = async (scene: Scene) =>
  (await list(scene)).map(({ delivery }) => delivery).filter(({ messageKind }) => messageKind === "digest");

describe("in a storm", () => {
  test("ten mails go out by themselves and one digest names every other incident, with its link", async () => {
    await using scene = await openStorm();
    const post = openPost(scene);
    await happenAll(scene, 37);
    await post.work();
    expect(post.mails).toHaveLength(10);
    expect(await stateCounts(scene)).toEqual({ sent: 10, held: 27, waiting: 1 });
    scene.clock.pass(minuteMs);
    await post.work();

    expect(post.mails.map(isDigest)).toEqual([...Array(10).fill(false), true]);
    const [digest] = post.mails.slice(10);
    expect(post.mails.flatMap(namedIn).toSorted((a, b) => a - b)).toEqual(counting(37));
    const incidents = await scene.incidents.list(
      scene.scope,
      { severities: [], statuses: [] },
      { limit: 100, after: null },
    );
    const links = incidents.items.filter(({ title: name }) => digest && namedIn(digest).some((n) => title(n) === name));
    expect(links).toHaveLength(27);
    for (const { id } of links) expect(digest?.html).toContain(`https://tocsin.contoso.example/incidents/${id}"`);
    expect(digest?.subject).toMatch(/^\[Medium\] Contoso – 27 incidents held back: Break-in number \d+\.$/);
  });

  test("what is held says until when, and then when it was told", async () => {
    await using scene = await openStorm();
    const post = openPost(scene);
    await happenAll(scene, 12);
    await post.work();
    const held = async () => (await list(scene)).filter(({ delivery }) => delivery.state === "held");
    const [digest] = await digestsOf(scene);
    expect((await held()).map(({ delivery }) => [delivery.reason, delivery.foldedInto, delivery.settledAt])).toEqual(
      Array(2).fill([
        "held: more than 10 mails a minute to this address; to be told in a digest at 2026-11-22T12:01:00.000Z",
        digest?.id,
        null,
      ]),
    );
    expect((await scene.deliveryQueries.standing()).byState.held).toBe(2);
    const toldAt = scene.clock.pass(minuteMs + 2_000);
    await post.work();
    expect((await held()).map(({ delivery }) => [delivery.reason, delivery.settledAt])).toEqual(
      Array(2).fill(["held, told at 2026-11-22T12:01:02.000Z in a digest", toldAt]),
    );
    expect((await scene.deliveryQueries.standing()).byState.held).toBe(0);
  });

  test("twenty high ones go out by themselves, and the others together within 30 s", async () => {
    await using scene = await openStorm();
    const post = openPost(scene);
    await happenAll(scene, 60, "medium");
    await happenAll(scene, 25, "high", 100);
    await post.work();
    expect(post.mails.filter(({ subject }) => subject.startsWith("[High]"))).toHaveLength(20);
    scene.clock.pass(30 * secondMs);
    await post.work();
    const high = post.mails.filter(({ subject }) => subject.startsWith("[High]"));
    expect(high.map(isDigest)).toEqual([...Array(20).fill(false), true]);
    expect(high.flatMap(namedIn).toSorted((a, b) => a - b)).toEqual(counting(25).map((n) => n + 100));
  });

  test("another address hears as ever", async () => {
    await using scene = await openStorm();
    await scene.addRule({ name: "Other", recipients: [{ address: "other@contoso.example", tier: 0 }] });
    const post = openPost(scene);
    await happenAll(scene, 10);
    await post.work();
    expect(post.mails.filter(({ to }) => to === "other@contoso.example")).toHaveLength(10);
    expect(post.mails.some(isDigest)).toBe(false);
  });

  test("two workers count together", async () => {
    await using folder = await temporaryFolder();
    await using scene = await openStorm({ path: folder.database });
    await using beside = await openStorm({ path: folder.database, beside: scene });
    const [one, two] = [openPost(scene), openPost(beside)];
    await happenAll(scene, 30);
    await Promise.all([one.work(), two.work()]);
    expect(one.mails.length + two.mails.length).toBe(10);
    scene.clock.pass(minuteMs);
    await Promise.all([one.work(), two.work()]);
    expect([...one.mails, ...two.mails].flatMap(namedIn).toSorted((a, b) => a - b)).toEqual(counting(30));
    expect([...one.mails, ...two.mails].filter(isDigest)).toHaveLength(1);
  });
});

describe("what is held", () => {
  const openHeld = async (count = 11) => {
    const scene = await openStorm();
    const post = openPost(scene);
    await happenAll(scene, count);
    await post.work();
    return { scene, post };
  };
  const update = (scene: Scene, n: number, severity: Severity) =>
    scene.record(
      anIncoming({
        externalId: `incident-${n}`,
        facts: { title: title(n), severity: mapped("medium") },
        alerts: [anIncomingAlert({ key: "alert-2", facts: { title: "Beacon", severity: mapped(severity) } })],
      }),
    );
  const heldOne = async (scene: Scene) => {
    const [one] = (await list(scene)).filter(({ delivery }) => delivery.state === "held");
    const { items } = await scene.incidents.list(
      scene.scope,
      { severities: [], statuses: [] },
      { limit: 100, after: null },
    );
    const name = items.find(({ id }) => id === one?.incident?.id)?.title ?? "";
    return { id: one?.delivery.id ?? asId<DeliveryId>("none"), n: Number(/(\d+)/.exec(name)?.[1]) };
  };

  test("takes in what comes later of its incident, and the digest tells of it once", async () => {
    const { scene, post } = await openHeld();
    await using _scene = scene;
    const { n } = await heldOne(scene);
    await update(scene, n, "low");
    await post.work();
    expect(post.mails).toHaveLength(10);
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails.filter((mail) => namedIn(mail).includes(n))).toHaveLength(1);
    expect(await stateCounts(scene)).toEqual({ sent: 11, held: 1 });
  });

  test("goes out at once, and not with the digest, where its incident turns grave", async () => {
    const { scene, post } = await openHeld(12);
    await using _scene = scene;
    const { id, n } = await heldOne(scene);
    await update(scene, n, "high");
    await post.work();
    expect(post.mails).toHaveLength(11);
    expect(post.mails[10] && namedIn(post.mails[10])).toContain(n);
    expect((await scene.deliveryQueries.get(scene.scope, id)).delivery).toMatchObject({
      state: "sent",
      foldedInto: null,
    });
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails.filter((mail) => namedIn(mail).includes(n))).toHaveLength(1);
    expect(post.mails.flatMap(namedIn).filter((name, at, all) => all.indexOf(name) === at)).toHaveLength(12);
  });

  test("counts as told: the next mail of its incident says what changed since the digest", async () => {
    const { scene, post } = await openHeld();
    await using _scene = scene;
    const { n } = await heldOne(scene);
    scene.clock.pass(minuteMs);
    await post.work();
    scene.clock.pass(10 * minuteMs);
    await update(scene, n, "low");
    await post.work();
    const last = post.mails.at(-1);
    expect(last?.text).toContain("What changed since your last mail (22 Nov 12:01 UTC)");
    expect(last?.text).toContain("1 new alert: Beacon");
  });

  test("fails with its digest, and is told when that is redriven", async () => {
    const { scene, post } = await openHeld(15);
    await using _scene = scene;
    scene.clock.pass(minuteMs);
    await post.work(() => rejected);
    expect(await stateCounts(scene)).toEqual({ sent: 10, failed: 6 });
    const [digest] = await digestsOf(scene);
    await scene.deliveryActions.redrive(scene.scope, digest?.id ?? asId("none"));
    await post.work();
    expect(await stateCounts(scene)).toEqual({ sent: 11, held: 5 });
    expect(post.mails.flatMap(namedIn).toSorted((a, b) => a - b)).toEqual(counting(15));
  });

  test("goes out by itself where it alone is redriven after its digest failed", async () => {
    const { scene, post } = await openHeld();
    await using _scene = scene;
    scene.clock.pass(minuteMs);
    await post.work(() => rejected);
    const [one] = (await list(scene)).filter(({ delivery }) => delivery.foldedInto !== null);
    await scene.deliveryActions.redrive(scene.scope, one?.delivery.id ?? asId("none"));
    await post.work();
    expect(post.mails).toHaveLength(11);
    expect(post.mails[10] && isDigest(post.mails[10])).toBe(false);
    expect((await scene.deliveryQueries.get(scene.scope, one?.delivery.id ?? asId("none"))).delivery).toMatchObject({
      state: "sent",
      foldedInto: null,
    });
  });

  test("is refused a redrive while its digest is to come, and after it was told, with what to do instead", async () => {
    const { scene, post } = await openHeld();
    await using _scene = scene;
    const { id } = await heldOne(scene);
    const [digest] = await digestsOf(scene);
    await expect(scene.deliveryActions.redrive(scene.scope, id)).rejects.toThrow("to be told in a digest");
    scene.clock.pass(minuteMs);
    await post.work();
    await expect(scene.deliveryActions.redrive(scene.scope, id)).rejects.toThrow(`redrive ${digest?.id}`);
    await scene.deliveryActions.redrive(scene.scope, digest?.id ?? asId("none"));
    await post.work();
    expect(post.mails.filter(isDigest)).toHaveLength(2);
  });

  test("is cancelled, with the reason, where its address lost the right to hear of it", async () => {
    const { scene, post } = await openHeld(13);
    await using _scene = scene;
    await scene.organizations.change(scene.scope, (now) => ({ ...now, allowedDomains: ["fabrikam.example"] }));
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails).toHaveLength(10);
    const ended = (await list(scene)).filter(({ delivery }) => delivery.state !== "sent");
    expect(ended.map(({ delivery }) => delivery.state)).toEqual(Array(4).fill("cancelled"));
    for (const { delivery } of ended) expect(delivery.reason).toContain("contoso.example is not among the domains");
  });

  test("is told all the same where the mail server has no time at first, by the same mail", async () => {
    const { scene, post } = await openHeld(13);
    await using _scene = scene;
    scene.clock.pass(minuteMs);
    const seen: string[] = [];
    await post.work(({ mail }) => {
      seen.push(mail.messageId);
      return deferred;
    });
    expect(await stateCounts(scene)).toEqual({ sent: 10, held: 3, waiting: 1 });
    scene.clock.pass(minuteMs);
    await post.work();
    expect(post.mails.at(-1)?.messageId).toBe(seen[0]);
    expect(await stateCounts(scene)).toEqual({ sent: 11, held: 3 });
  });

  test("is told by the next worker where the first dies while it makes the digest", async () => {
    const { scene, post } = await openHeld(13);
    await using _scene = scene;
    const [digest] = await digestsOf(scene);
    scene.clock.pass(minuteMs);
    await scene.deliveries.claim(digest?.id ?? asId("none"), scene.clock.now());
    scene.clock.pass(leaseMs);
    const announce = (): Promise<void> => Promise.resolve();
    const parts = { deliveries: scene.deliveries, announce, now: scene.clock.now, random: () => 1 };
    await sweep({ ...parts, afterDoubt: "resend", leasesEndedBy: parts.now(), looksForAhead: false });
    await post.work();
    expect(post.mails.flatMap(namedIn).toSorted((a, b) => a - b)).toEqual(counting(13));
  });
});

const long = process.env["TOCSIN_LONG"] === "1";
const flood = long ? 100_000 : 2_000;

test(`${flood} incidents for one person make a bounded number of mails that together name all of them`, {
  timeout: long ? 900_000 : 60_000,
}, async () => {
  await using folder = await temporaryFolder();
  await using scene = await openStorm({ path: folder.database });
  const post = openPost(scene);
  await happenAll(scene, flood);
  await post.work();
  scene.clock.pass(minuteMs);
  await post.work();
  const named = new Set(post.mails.flatMap(namedIn));
  expect(named.size).toBe(flood);
  expect(post.mails.length).toBeLessThanOrEqual(10 + Math.ceil((flood - 10) / digestMembersMax));
  const largest = Math.max(...post.mails.map(({ html, text }) => Buffer.byteLength(html) + Buffer.byteLength(text)));
  expect(largest).toBeLessThanOrEqual(80_000);
  expect((await scene.deliveryQueries.standing()).byState).toEqual({
    waiting: 0,
    sending: 0,
    held: 0,
    inDoubt: 0,
    failed: 0,
  });
});
