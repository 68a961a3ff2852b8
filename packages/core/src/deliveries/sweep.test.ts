import { describe, expect, test } from "vitest";
import { asId, attemptJob, hourMs, secondMs } from "../kernel/index.ts";
import {
  aDelivery,
  anAttempt,
  aStrandedDelivery,
  type Effect,
  type FakeDeliveries,
  fakeDeliveryStore,
  noon,
} from "../testing/index.ts";
import type { Recovery, StrandedDelivery } from "./ports.ts";
import { recoveryOf, type SweepParts, type SweepReport, sweep } from "./sweep.ts";

const clockGoesRight = { leasesEndedBy: noon, looksForAhead: false } as const;

const swept = async (
  given: FakeDeliveries,
  clock: Pick<SweepParts, "leasesEndedBy" | "looksForAhead"> = clockGoesRight,
): Promise<{ report: SweepReport; effects: readonly Effect[] }> => {
  const effects: Effect[] = [];
  const report = await sweep({
    deliveries: fakeDeliveryStore(effects, given),
    announce: (jobs) => {
      effects.push(["announce", jobs]);
      return Promise.resolve();
    },
    afterDoubt: "resend",
    now: () => noon,
    random: () => 1,
    ...clock,
  });
  return { report, effects };
};

const doubt = { kind: "inDoubt", reason: "the worker stopped during this attempt" } as const;

describe("a delivery whose worker died", () => {
  const open = aStrandedDelivery({
    delivery: aDelivery({ state: "sending", attempts: 1 }),
    openAttempt: anAttempt({ startedAt: noon - 60_000 }),
    firstAttemptAt: noon - 60_000,
    crashes: 0,
  });

  test.each<[string, StrandedDelivery, "resend" | "hold", Recovery]>([
    [
      "before its attempt was written is tried again",
      aStrandedDelivery({ crashes: 1 }),
      "resend",
      { kind: "tryAgain" },
    ],
    [
      "four times before an attempt was written is tried again",
      aStrandedDelivery({ crashes: 4 }),
      "resend",
      { kind: "tryAgain" },
    ],
    [
      "five times before an attempt was written is set aside",
      aStrandedDelivery({ crashes: 5 }),
      "resend",
      { kind: "quarantine", reason: "quarantined: 5 times a worker stopped or failed while preparing this mail" },
    ],
    [
      "during its attempt is in doubt, and sent again",
      open,
      "resend",
      { kind: "afterAttempt", outcome: doubt, next: { kind: "tryAgain", at: noon + 5 * secondMs } },
    ],
    [
      "during its attempt is in doubt, and waits for a person where that is set",
      open,
      "hold",
      { kind: "afterAttempt", outcome: doubt, next: { kind: "settle", state: "inDoubt" } },
    ],
    [
      "during its attempt is never set aside, however often",
      { ...open, crashes: 9 },
      "resend",
      { kind: "afterAttempt", outcome: doubt, next: { kind: "tryAgain", at: noon + 5 * secondMs } },
    ],
    [
      "during its attempt is given up at the horizon",
      { ...open, firstAttemptAt: noon - 24 * hourMs },
      "resend",
      { kind: "afterAttempt", outcome: doubt, next: { kind: "settle", state: "inDoubt" } },
    ],
    [
      "during its attempt at Resend is given up before the key is forgotten",
      { ...open, openAttempt: anAttempt({ transport: "resend" }), firstAttemptAt: noon - 23 * hourMs },
      "resend",
      { kind: "afterAttempt", outcome: doubt, next: { kind: "settle", state: "inDoubt" } },
    ],
  ])("%s", (_guarantee, stranded, afterDoubt, expected) => {
    expect(recoveryOf(stranded, noon, 1, afterDoubt)).toEqual(expected);
  });
});

describe("a sweep", () => {
  const due = [attemptJob("delivery-7", 1, noon)];
  const retried = [attemptJob("delivery-1", 1, noon)];
  const other = aStrandedDelivery({ delivery: aDelivery({ id: asId("delivery-2") }) });

  test("sets stranded deliveries on their way and nudges the queue for all that is due", async () => {
    const poison = aStrandedDelivery({ delivery: aDelivery({ id: asId("delivery-2") }), crashes: 5 });
    expect(await swept({ stranded: [aStrandedDelivery(), poison], jobs: retried, due })).toEqual({
      report: { stranded: 2, quarantined: 1, nudged: 1, hastened: 0 },
      effects: [
        ["dueJobs", 1_000],
        ["announce", due],
        ["stranded"],
        ["recover", "delivery-1", { kind: "tryAgain" }],
        ["recover", "delivery-2", { kind: "quarantine", reason: expect.any(String) }],
        ["announce", retried],
        ["announce", retried],
      ],
    });
  });

  test("is not kept from the others by one delivery that cannot be recovered, and says so", async () => {
    const effects: Effect[] = [];
    const store = fakeDeliveryStore(effects, { stranded: [aStrandedDelivery(), other], jobs: retried, due });
    const sweeping = sweep({
      deliveries: {
        ...store,
        recover: (stranded, ...rest) =>
          stranded === other ? store.recover(stranded, ...rest) : Promise.reject(new Error("a bad row")),
      },
      announce: async (jobs) => void effects.push(["announce", jobs]),
      afterDoubt: "resend",
      now: () => noon,
      random: () => 1,
      ...clockGoesRight,
    });
    await expect(sweeping).rejects.toThrow("1 deliveries could not be recovered");
    expect(effects).toContainEqual(["announce", due]);
    expect(effects).toContainEqual(["recover", "delivery-2", { kind: "tryAgain" }]);
  });

  test("finds nothing in healthy times", async () => {
    expect((await swept({})).report).toEqual({ stranded: 0, quarantined: 0, nudged: 0, hastened: 0 });
  });

  test("takes no delivery from its worker just after the clock was set ahead", async () => {
    const { report, effects } = await swept({ stranded: [other], due }, { ...clockGoesRight, leasesEndedBy: null });
    expect(report).toMatchObject({ stranded: 0, nudged: 1 });
    expect(effects.map(([name]) => name)).not.toContain("recover");
  });

  test("sends off what a clock that was ahead had put off", async () => {
    const { report, effects } = await swept({ hastened: retried }, { ...clockGoesRight, looksForAhead: true });
    expect(report).toMatchObject({ hastened: 1 });
    expect(effects).toContainEqual(["announce", retried]);
  });
});
