import { attemptJob, type Job } from "@tocsin/core/kernel";
import { anIncoming, mapped, noon } from "@tocsin/core/testing";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { openScene, openTestStores, type TestStores, temporaryFolder } from "../testing/index.ts";
import { inOtherProcess } from "../testing/other-process.ts";
import { jobs } from "./tables.ts";

const leaseMs = 60_000;

const claim = ({ jobs: store }: TestStores, now = noon, limit = 9) => store.claim({ limit, now, leaseMs });

const ids = (claimed: readonly Job[]) => claimed.map(({ id }) => id);

describe("jobs", () => {
  test("are claimed when they are due, oldest first, up to a limit, as they were added", async () => {
    await using stores = openTestStores();
    const [late, soon, early] = [
      attemptJob("late", 1, noon),
      attemptJob("soon", 1, noon + 1),
      attemptJob("early", 1, noon - 1),
    ];
    await stores.jobs.add([late, soon, early]);
    expect(await claim(stores, noon, 1)).toEqual([early]);
    expect(await claim(stores)).toEqual([late]);
    expect(await claim(stores)).toEqual([]);
    expect(await claim(stores, noon + 1)).toEqual([soon]);
  });

  test("that are urgent never wait behind others, in whatever order they came and were due", async () => {
    const some = fc.array(fc.record({ dueAt: fc.integer({ min: 0, max: 20 }), urgent: fc.boolean() }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 1, max: 7 }), async (added, limit) => {
        await using stores = openTestStores();
        await stores.jobs.add(added.map(({ dueAt, urgent }, n) => attemptJob(`d${n}`, 1, dueAt, urgent)));
        const claimed: Job[] = [];
        for (let next = await claim(stores, 10, limit); next.length > 0; next = await claim(stores, 10, limit)) {
          claimed.push(...next);
        }
        const turns = claimed.map(({ urgent, dueAt }) => (urgent ? 0 : 100) + dueAt);
        expect(turns).toEqual(turns.toSorted((one, other) => one - other));
        expect(claimed).toHaveLength(added.filter(({ dueAt }) => dueAt <= 10).length);
      }),
      { numRuns: 30 },
    );
  });

  test("of one mail that turns grave while it waits become urgent", async () => {
    await using stores = openTestStores();
    await stores.jobs.add([attemptJob("calm", 1, noon - 1), attemptJob("rising", 1, noon)]);
    await stores.jobs.add([attemptJob("rising", 1, noon, true)]);
    expect(ids(await claim(stores))).toEqual([`rising-a1-${noon}`, `calm-a1-${noon - 1}`]);
  });

  test("that a worker took whose clock was hours ahead are found again when they are nudged", async () => {
    await using stores = openTestStores();
    const job = attemptJob("lost", 1, noon);
    await stores.jobs.add([job]);
    await claim(stores, noon + 3 * 3_600_000);
    expect(ids(await claim(stores, noon + leaseMs))).toEqual([]);
    await stores.jobs.add([job]);
    expect(ids(await claim(stores, noon + leaseMs))).toEqual([job.id]);
  });

  test("come back when their lease ends, unless they were removed", async () => {
    await using stores = openTestStores();
    await stores.jobs.add([attemptJob("ended", 1, noon), attemptJob("lost", 1, noon)]);
    const claimed = await claim(stores);
    await stores.jobs.remove(ids(claimed).filter((id) => id.startsWith("ended")));
    expect(await stores.jobs.nextDueAt()).toBe(noon + leaseMs);
    expect(await claim(stores, noon + leaseMs - 1)).toEqual([]);
    expect(ids(await claim(stores, noon + leaseMs))).toEqual([`lost-a1-${noon}`]);
  });

  test("whose id is held are not added again, also while somebody works on them", async () => {
    await using stores = openTestStores();
    const job = attemptJob("a", 1, noon);
    await stores.jobs.add([job]);
    await claim(stores);
    await stores.jobs.add([job, job]);
    expect(await claim(stores)).toEqual([]);
    await stores.jobs.remove([job.id]);
    await stores.jobs.add([job]);
    expect(await claim(stores)).toEqual([job]);
  });

  test("may be none", async () => {
    await using stores = openTestStores();
    await stores.jobs.add([]);
    await stores.jobs.remove([]);
    expect([await claim(stores), await stores.jobs.nextDueAt()]).toEqual([[], null]);
  });

  test("that this version cannot read are forgotten, and hold up no other", async () => {
    await using stores = openTestStores();
    const job = attemptJob("a", 1, noon);
    stores.parts.db
      .insert(jobs)
      .values([
        { id: "unknown", name: "incident.changed" as never, payload: {}, dueAt: noon - 2 },
        { id: "strange", name: "delivery.attempt", payload: { deliveryId: 7 }, dueAt: noon - 1, urgent: false },
      ])
      .run();
    await stores.jobs.add([job]);
    expect(await claim(stores)).toEqual([job]);
    expect(ids(stores.parts.db.select().from(jobs).all() as never)).toEqual([job.id]);
  });

  test("are each claimed once, however many claim at once", async () => {
    await using folder = await temporaryFolder();
    await using one = openTestStores({ path: folder.database });
    await using other = openTestStores({ path: folder.database });
    const added = Array.from({ length: 60 }, (_, i) => attemptJob(String(i), 1, noon));
    await one.jobs.add(added);
    const claimed = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(i % 2 ? one : other, noon, 4)));
    expect(ids(claimed.flat()).toSorted()).toEqual(ids(added).toSorted());
  });

  test.each([true, false])("tell when the next of them is due, be it urgent or not (urgent: %s)", async (urgent) => {
    await using stores = openTestStores();
    expect(await stores.jobs.nextDueAt()).toBeNull();
    await stores.jobs.add([attemptJob("early", 1, noon, urgent), attemptJob("late", 1, noon + 1, !urgent)]);
    expect(await stores.jobs.nextDueAt()).toBe(noon);
  });

  test("that are due between two milliseconds are due in time", async () => {
    await using stores = openTestStores();
    await stores.jobs.add([attemptJob("a", 1, noon + 0.5)]);
    expect(await stores.jobs.nextDueAt()).toBe(noon);
    expect(ids(await claim(stores))).toEqual([`a-a1-${noon}`]);
  });
});

describe("whoever watches", () => {
  test("is called when another connection has committed jobs, and may read it then", { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    await using mine = await openScene({ path: folder.database });
    await using others = await openScene({ path: folder.database, beside: mine });
    await mine.addRule();
    const seen: number[] = [];
    const stop = mine.jobs.watch(() => seen.push(mine.parts.db.select().from(jobs).all().length));
    for (const [i, externalId] of ["a", "b", "c"].entries()) {
      await others.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));
      await vi.waitFor(() => expect(seen.at(-1)).toBe(i + 1), { timeout: 20_000, interval: 5 });
    }
    stop();
  });

  test("is called for another process's commit", { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    await using mine = await openScene({ path: folder.database });
    const called = vi.fn();
    const stop = mine.jobs.watch(called);
    await inOtherProcess("addJob", { path: folder.database, id: "a", dueAt: noon }).answer;
    await vi.waitFor(() => expect(called).toHaveBeenCalled(), { timeout: 20_000, interval: 5 });
    stop();
    expect(ids(await claim(mine))).toEqual([`a-a1-${noon}`]);
  });

  test("is not called after it has stopped", { timeout: 60_000 }, async () => {
    await using folder = await temporaryFolder();
    await using mine = openTestStores({ path: folder.database });
    await using others = openTestStores({ path: folder.database });
    const [stopped, heard] = [vi.fn(), vi.fn()];
    const stop = mine.jobs.watch(stopped);
    stop();
    stop();
    await mine.jobs.add([attemptJob("own", 1, noon)]);
    const stopOther = mine.jobs.watch(heard);
    await others.jobs.add([attemptJob("theirs", 1, noon)]);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 20_000, interval: 5 });
    stopOther();
    expect(stopped).not.toHaveBeenCalled();
  });

  test("in memory hears nothing, since nobody else can write there", async () => {
    await using stores = openTestStores();
    const stop = stores.jobs.watch(() => {
      throw new Error("called");
    });
    await stores.jobs.add([attemptJob("a", 1, noon)]);
    stop();
  });

  test("of a database that was closed is left alone", async () => {
    await using folder = await temporaryFolder();
    const mine = openTestStores({ path: folder.database });
    await using others = openTestStores({ path: folder.database });
    const called = vi.fn();
    const stop = mine.jobs.watch(called);
    await mine.close();
    await others.jobs.add([attemptJob("a", 1, noon)]);
    await others.probe();
    stop();
    expect(called).not.toHaveBeenCalled();
  });
});
