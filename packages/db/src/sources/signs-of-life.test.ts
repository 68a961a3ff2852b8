import { hourMs, minuteMs } from "@tocsin/core/kernel";
import { type PollReport, pollSettingSchema } from "@tocsin/core/sources";
import { anIncoming } from "@tocsin/core/testing";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { openScene, type Scene } from "../testing/scene.ts";

const notices = ({ parts }: Scene) =>
  parts.db
    .select()
    .from(deliveries)
    .orderBy(asc(deliveries.id))
    .all()
    .flatMap(({ address, message }) => (message?.kind === "notice" ? [{ address, ...message.notice }] : []));

const send = async (scene: Scene, passMs: number) => {
  scene.clock.pass(passMs);
  await scene.record(anIncoming({ externalId: `x-${scene.clock.now()}` }));
};

const fail = (scene: Scene, problem = "is missing") =>
  scene.intake.keepProblem({
    organizationId: scene.organization.id,
    sourceId: scene.source.id,
    index: 0,
    path: "title",
    problem,
    payload: "{}",
    receivedAt: scene.clock.pass(minuteMs),
  });

const signs = async (scene: Scene) => (await scene.sources.get(scene.scope, scene.source.id)).signs;

test("administrators are told once that a source has gone silent, and once that it sends again", async () => {
  await using scene = await openScene();
  for (let i = 0; i < 7; i += 1) await send(scene, hourMs);
  const lastAt = scene.clock.now();
  scene.clock.pass(2 * hourMs);
  expect(await scene.sources.noteSilence(scene.clock.now())).toBe(0);
  scene.clock.pass(minuteMs);
  expect(await scene.sources.noteSilence(scene.clock.now())).toBe(1);
  expect(await scene.sources.noteSilence(scene.clock.now())).toBe(0);
  expect((await signs(scene)).silentSince).toBe(lastAt);
  await send(scene, hourMs);
  await send(scene, hourMs);
  const source = { address: "ada@contoso.example", sourceId: scene.source.id, sourceName: "Own scripts" };
  expect(notices(scene)).toEqual([
    { ...source, kind: "sourceSilent", lastAt, expectedEveryMs: 2 * hourMs },
    { ...source, kind: "sourceRecovered", from: "silent", since: lastAt },
  ]);
  expect((await signs(scene)).silentSince).toBeNull();
});

test("two workers that look at once tell of it once", async () => {
  await using scene = await openScene();
  for (let i = 0; i < 7; i += 1) await send(scene, hourMs);
  const now = scene.clock.pass(9 * hourMs);
  expect(await Promise.all([scene.sources.noteSilence(now), scene.sources.noteSilence(now)])).toEqual([1, 0]);
  expect(notices(scene)).toHaveLength(1);
});

test("how sources fare can be counted: silent ones, failing ones, and payloads that nobody has settled", async () => {
  await using scene = await openScene();
  const standing = () => scene.sources.standing();
  const { kind } = scene.source;
  expect(await standing()).toEqual([{ kind, state: "new", openProblems: 0 }]);
  for (let i = 0; i < 7; i += 1) await send(scene, hourMs);
  expect(await standing()).toEqual([{ kind, state: "well", openProblems: 0 }]);
  await scene.sources.noteSilence(scene.clock.pass(9 * hourMs));
  expect(await standing()).toEqual([{ kind, state: "silent", openProblems: 0 }]);
  for (const problem of ["one", "two", "three"]) await fail(scene, problem);
  expect(await standing()).toEqual([{ kind, state: "failing", openProblems: 3 }]);
  await send(scene, minuteMs);
  expect(await standing()).toEqual([{ kind, state: "well", openProblems: 3 }]);
  await scene.sources.archive(scene.scope, scene.source.id);
  expect(await standing()).toEqual([]);
});

test("a source that somebody retired is not missed", async () => {
  await using scene = await openScene();
  for (let i = 0; i < 7; i += 1) await send(scene, hourMs);
  await scene.sources.archive(scene.scope, scene.source.id);
  expect(await scene.sources.noteSilence(scene.clock.pass(9 * hourMs))).toBe(0);
});

test("administrators are told once that a source sends what cannot be read, and once that it is well again", async () => {
  await using scene = await openScene();
  for (const problem of ["one", "two", "three", "four"]) await fail(scene, problem);
  const failingSince = (await signs(scene)).failingSince;
  await send(scene, minuteMs);
  for (const problem of ["five", "six"]) await fail(scene, problem);
  expect(notices(scene)).toMatchObject([
    { kind: "sourceFailing", problems: 3, since: failingSince, latest: "title three" },
    { kind: "sourceRecovered", from: "failing", since: failingSince },
  ]);
});

test("a payload that is no detection is a sign of life, too", async () => {
  await using scene = await openScene();
  const at = scene.clock.pass(hourMs);
  await scene.intake.noteReceived(scene.source.id, at);
  expect((await signs(scene)).lastReceivedAt).toBe(at);
});

test("the minutes of silence that somebody set are kept with the source", async () => {
  await using scene = await openScene();
  const { id, name } = scene.source;
  await scene.sources.change(scene.scope, id, { name, settings: {}, silentAfterMinutes: 30 });
  await send(scene, hourMs);
  expect((await signs(scene)).silentAfterMinutes).toBe(30);
  expect(await scene.sources.noteSilence(scene.clock.pass(31 * minuteMs))).toBe(1);
});

test("administrators are told once that a source cannot be polled any more, and once that it can again", async () => {
  await using scene = await openScene();
  const setting = pollSettingSchema.parse({ tenantId: "contoso", clientId: "app" });
  const pollOf = () => ({ setting, secrets: { first: "sealed", second: null } });
  const draft = { name: "Our tenant", kind: "graph-security", settings: {} };
  const { id } = await scene.sources.create(scene.scope, draft, "hash-of-another-key", pollOf);
  const fault = { cause: "expiredSecret", words: "The client secret has ended" } as const;
  const runs = async (...outcomes: readonly PollReport["outcome"][]) => {
    for (const outcome of outcomes) {
      const now = scene.clock.pass(hourMs);
      const claim = await scene.polls.claim(now, minuteMs);
      if (claim === null) throw new Error("Nothing is due");
      const report = { state: claim.poll.state, nextAt: now, outcome, skewMs: 0, secretInUse: null };
      await scene.polls.end(claim, report, now);
    }
  };
  const failed = { kind: "failed", fault } as const;
  const caughtUp = { kind: "caughtUp" } as const;
  await runs(caughtUp);
  const since = scene.clock.now();
  await runs(failed, failed);
  expect(notices(scene)).toEqual([]);
  await runs(failed, failed, caughtUp, caughtUp, failed);
  const source = { address: "ada@contoso.example", sourceId: id, sourceName: "Our tenant" };
  expect(notices(scene)).toEqual([
    { ...source, kind: "sourcePollFailing", since, latest: fault.words },
    { ...source, kind: "sourceRecovered", from: "poll", since },
  ]);
});

test("a source that was polled while the clock was hours ahead is polled again once it was set back", async () => {
  await using scene = await openScene();
  const setting = pollSettingSchema.parse({ tenantId: "contoso", clientId: "app" });
  const draft = { name: "Our tenant", kind: "graph-security", settings: {} };
  const pollOf = () => ({ setting, secrets: { first: "sealed", second: null } });
  await scene.sources.create(scene.scope, draft, "hash-of-another-key", pollOf);
  const claim = () => scene.polls.claim(scene.clock.now(), minuteMs);
  const run = async (nextAt: number) => {
    const claimed = await claim();
    if (claimed === null) throw new Error("Nothing is due");
    const outcome = { kind: "caughtUp" } as const;
    const report = { state: claimed.poll.state, nextAt, outcome, skewMs: 0, secretInUse: null };
    await scene.polls.end(claimed, report, scene.clock.now());
  };
  await run(scene.clock.pass(5 * hourMs) + minuteMs);
  scene.clock.pass(-5 * hourMs);
  await run(scene.clock.now() + minuteMs);
  expect(await claim()).toBeNull();
  // One that began while it was ahead, and whose worker died, is begun anew.
  scene.clock.pass(5 * hourMs);
  await claim();
  scene.clock.pass(-5 * hourMs + minuteMs);
  expect(await claim()).not.toBeNull();
});

test("a source whose poll cannot be kept is not made either", async () => {
  await using scene = await openScene();
  const pollOf = () => {
    throw new Error("The secret key is missing");
  };
  const before = await scene.sources.list(scene.scope, { limit: 200, after: null });
  await expect(
    scene.sources.create(scene.scope, { name: "Our tenant", kind: "graph-security", settings: {} }, "hash", pollOf),
  ).rejects.toThrow("The secret key is missing");
  expect(await scene.sources.list(scene.scope, { limit: 200, after: null })).toEqual(before);
});
