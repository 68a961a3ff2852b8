import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { attemptAfterRestore } from "@tocsin/core/deliveries";
import { asId, type DeliveryId } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped } from "@tocsin/core/testing";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEntries } from "../audit/tables.ts";
import { attempts, deliveries } from "../deliveries/tables.ts";
import { jobs } from "../jobs/tables.ts";
import { isMigrated } from "../open-stores.ts";
import { migrationsFolder, openScene, openTestStores, type Scene, temporaryFolder } from "../testing/index.ts";
import { inOtherProcess } from "../testing/other-process.ts";
import { backUp } from "./back-up.ts";
import { holdAlone } from "./hold-alone.ts";
import { prepareRestored } from "./prepare-restored.ts";

/** What the command line says of itself. */
const act = {
  organizationId: null,
  actor: { kind: "system" },
  action: "tocsin restore",
  right: null,
  object: { kind: "backup", id: "monday" },
  requestId: null,
} as const;

const smtp = { kind: "smtp", destination: "mail.contoso.example:587", batch: null } as const;

/** A new incident's delivery, due at once. */
const tell = async (scene: Scene, externalId: string): Promise<DeliveryId> => {
  await scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));
  const rows = scene.parts.db.select({ id: deliveries.id }).from(deliveries).all();
  return (
    rows
      .map(({ id }) => id)
      .sort()
      .at(-1) ?? asId("none")
  );
};

const begin = async (scene: Scene, id: DeliveryId) => {
  const claim = await scene.deliveries.claim(id, scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
  const attempt = await scene.deliveries.beginAttempt(
    claim,
    { mail: aMail(), remade: null, remember: null },
    smtp,
    scene.clock.now(),
  );
  if (attempt === "fenced") throw new Error("The claim was void");
  return { claim, attempt };
};

test("a copy holds what was committed before it, and the original goes on unharmed", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  await scene.record(anIncoming({ externalId: "before" }));
  const copy = `${folder.database}.copy`;
  const made = backUp({ from: folder.database, to: copy, clock: scene.clock.now });
  expect(made).toMatchObject({ takenAt: scene.clock.now(), bytes: readFileSync(copy).length });
  await scene.record(anIncoming({ externalId: "after" }));

  await using restored = openTestStores({ path: copy });
  const list = (stores: Pick<Scene, "incidents">) =>
    stores.incidents.list(scene.scope, { severities: [], statuses: [] }, { limit: 9, after: null });
  expect((await list(restored)).items).toHaveLength(1);
  expect((await list(scene)).items).toHaveLength(2);
});

test("a copy is taken while another process holds the lock of writers", { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  await scene.record(anIncoming());
  const holder = inOtherProcess("holdLock", { path: folder.database });
  await holder.ready;
  const made = backUp({ from: folder.database, to: `${folder.database}.copy`, clock: scene.clock.now });
  expect(made.schemaVersion).toBeGreaterThan(0);
  holder.goOn();
  await holder.answer;
});

test("a copy overwrites nothing", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  const to = `${folder.database}.copy`;
  writeFileSync(to, "something else");
  expect(() => backUp({ from: folder.database, to, clock: scene.clock.now })).toThrow();
  expect(readFileSync(to, "utf8")).toBe("something else");
});

test("in a restored copy nothing goes out by itself: what was open is held, what was under way is in doubt", async () => {
  await using folder = await temporaryFolder();
  const copy = `${folder.database}.copy`;
  await using scene = await openScene({ path: folder.database });
  await scene.addRule();
  const sent = await tell(scene, "sent");
  const { claim, attempt } = await begin(scene, sent);
  const outcome = { kind: "accepted", reply: "250 Ok" } as const;
  const now = scene.clock.now();
  await scene.deliveries.recordOutcome({ claim, attempt, outcome, next: { kind: "settle", state: "sent" }, now });
  const sending = await tell(scene, "sending");
  await begin(scene, sending);
  const claimed = await tell(scene, "claimed");
  await scene.deliveries.claim(claimed, scene.clock.now());
  const waiting = await tell(scene, "waiting");
  const { takenAt } = backUp({ from: folder.database, to: copy, clock: scene.clock.now });

  const later = scene.clock.pass(3_600_000);
  expect(prepareRestored({ path: copy, migrationsFolder, takenAt, now: later, act })).toEqual({
    waiting: 2,
    sending: 1,
    held: 0,
  });
  await using restored = openTestStores({ path: copy, clock: scene.clock.now });
  const { db } = restored.parts;
  expect(db.select().from(auditEntries).all()).toMatchObject([
    { action: "tocsin restore", objectId: "monday", after: { takenAt, held: { waiting: 2, sending: 1, held: 0 } } },
  ]);
  expect((await restored.audit.verify()).fault).toBeNull();
  const states = new Map(
    db
      .select()
      .from(deliveries)
      .all()
      .map(({ id, state, reason }) => [id, { state, reason }]),
  );
  expect(states.get(sent)).toEqual({ state: "sent", reason: null });
  expect(states.get(sending)).toEqual({
    state: "held",
    reason: expect.stringMatching(/^in doubt: .*2026-11-22T12:00/),
  });
  // Of a mail that was only being made nothing is in doubt.
  expect(states.get(claimed)).toEqual({ state: "held", reason: expect.stringMatching(/^it had not been sent/) });
  expect(states.get(waiting)).toEqual({ state: "held", reason: expect.stringMatching(/may have been since/) });
  expect(db.select().from(attempts).where(eq(attempts.deliveryId, sending)).all()).toMatchObject([
    { endedAt: later, outcome: attemptAfterRestore },
  ]);
  expect(db.select().from(jobs).all()).toEqual([]);
  expect(await restored.deliveries.dueJobs(later, 10)).toEqual([]);
  expect(await restored.deliveries.stranded(later)).toEqual([]);

  // A person lets one go: it goes out as it is, once.
  const redriven = await restored.deliveryActions.redrive(scene.scope, waiting);
  expect(redriven).toMatchObject({ id: waiting, redriveOf: null });
  await expect(restored.deliveryActions.redrive(scene.scope, waiting)).rejects.toThrow("waiting and will go out");
  expect((await restored.deliveries.dueJobs(later, 10)).map(({ payload }) => payload.deliveryId)).toEqual([waiting]);
});

test("a delivery that is held for a digest is not let go by a redrive, and after a restore it is", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  await scene.addRule();
  const id = await tell(scene, "held");
  scene.parts.db.update(deliveries).set({ state: "held", heldFor: "digest" }).run();
  await expect(scene.deliveryActions.redrive(scene.scope, id)).rejects.toThrow("to be told in a digest");
  const copy = `${folder.database}.copy`;
  const { takenAt } = backUp({ from: folder.database, to: copy, clock: scene.clock.now });
  expect(prepareRestored({ path: copy, migrationsFolder, takenAt, now: takenAt, act })).toEqual({
    waiting: 0,
    sending: 0,
    held: 1,
  });
  await using restored = openTestStores({ path: copy });
  expect(await restored.deliveryActions.redrive(scene.scope, id)).toMatchObject({ id });
});

test("a copy of a newer version is left as it is", async () => {
  await using folder = await temporaryFolder();
  await using stores = openTestStores({ path: folder.database });
  const copy = `${folder.database}.copy`;
  stores.parts.sqlite.exec(
    "insert into __drizzle_migrations (hash, created_at) values ('of tomorrow', 99999999999999)",
  );
  backUp({ from: folder.database, to: copy, clock: Date.now });
  expect(prepareRestored({ path: copy, migrationsFolder, takenAt: 0, now: 0, act })).toBe("newer");
});

test("a database that a program has open cannot be had alone, and one that is had alone cannot be opened", async () => {
  await using folder = await temporaryFolder();
  expect(holdAlone(folder.database)).not.toBeNull();
  expect(existsSync(folder.database)).toBe(false);
  const stores = openTestStores({ path: folder.database });
  expect(holdAlone(folder.database)).toBeNull();
  await stores.close();
  const alone = holdAlone(folder.database);
  expect(alone).not.toBeNull();
  // For whoever waits for the tables it looks as if somebody were just making them.
  expect(isMigrated({ path: folder.database, migrationsFolder })).toBe(false);
  alone?.letGo();
  expect(isMigrated({ path: folder.database, migrationsFolder })).toBe(true);
});
