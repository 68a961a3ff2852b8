import { describe, expect, test } from "vitest";
import { asId, attemptJob, type DeliveryId, hourMs, secondMs } from "../kernel/index.ts";
import {
  aClaimedDelivery,
  aDelivery,
  aMail,
  anAttempt,
  type Effect,
  type FakeDeliveries,
  fakeDeliveryStore,
  fakeTransport,
  noon,
} from "../testing/index.ts";
import { type AttemptReport, attemptDelivery, type Composed } from "./attempt-delivery.ts";
import type { Outcome } from "./outcome.ts";
import type { Transport } from "./transport.ts";

const id = asId<DeliveryId>("delivery-1");
const mail = aMail();
const sealed = { mail, remade: null, remember: "what was told" };
const accepted: Outcome = { kind: "accepted", reply: "250 OK" };
const deferred: Outcome = {
  kind: "deferred",
  reason: "greylisted",
  code: "451",
  enhancedCode: null,
  retryAfterMs: null,
};
const inDoubt: Outcome = { kind: "inDoubt", reason: "the connection broke" };
const retry = attemptJob(id, 2, noon + 5 * secondMs);

interface Given extends FakeDeliveries {
  readonly outcome?: Outcome | Error;
  readonly composed?: Composed | Error;
  readonly transport?: Partial<Transport>;
  /** The effect after which the worker is asked to stop. */
  readonly stopsAfter?: string;
}

const attempted = async (given: Given): Promise<{ report: AttemptReport | Error; effects: readonly Effect[] }> => {
  const effects: Effect[] = [];
  const composed = given.composed ?? { kind: "mail", sealed, mail };
  const report = attemptDelivery(
    {
      deliveries: fakeDeliveryStore(effects, given),
      transport: fakeTransport(effects, given.outcome ?? accepted, given.transport),
      compose: () => {
        effects.push(["compose"]);
        return composed instanceof Error ? Promise.reject(composed) : Promise.resolve(composed);
      },
      keepAlive: () => {
        effects.push(["keepAlive"]);
        return () => effects.push(["letGo"]);
      },
      announce: (jobs) => {
        effects.push(["announce", jobs]);
        return Promise.resolve();
      },
      isStopping: () => effects.some(([name]) => name === given.stopsAfter),
      now: () => noon,
      random: () => 1,
    },
    id,
  );
  return { report: await report.catch((error: Error) => error), effects };
};

const begun = ["beginAttempt", sealed, "smtp", "mail.contoso.example:587"];
const asked = ["ready", { mail, deliveryId: id, redrive: 0, doubt: null, urgent: false }];

describe("an attempt", () => {
  test("is committed with its mail when its turn has come and before anything is sent, and its outcome after", async () => {
    expect(await attempted({})).toEqual({
      report: { kind: "attempted", number: 1, outcome: accepted },
      effects: [
        ["claim", id],
        ["compose"],
        ["keepAlive"],
        asked,
        begun,
        ["send"],
        ["release"],
        ["letGo"],
        ["recordOutcome", accepted, { kind: "settle", state: "sent" }],
        ["announce", []],
      ],
    });
  });

  test.each([
    ["before its mail is made", "claim", ["claim", "putBack", "announce"]],
    [
      "while it waits for its turn",
      "ready",
      ["claim", "compose", "keepAlive", "ready", "release", "letGo", "putBack", "announce"],
    ],
  ])("that has not begun when its worker is asked to stop is put back %s", async (_when, stopsAfter, expected) => {
    const { report, effects } = await attempted({ stopsAfter, jobs: [retry] });
    expect(report).toEqual({ kind: "putBack" });
    expect(effects.map(([name]) => name)).toEqual(expected);
  });

  test("that has begun when its worker is asked to stop goes on to its outcome", async () => {
    expect((await attempted({ stopsAfter: "beginAttempt" })).report).toMatchObject({ kind: "attempted" });
  });

  test("that was deferred is followed by another, whose job is announced once it is stored", async () => {
    expect(await attempted({ outcome: deferred, jobs: [retry] })).toEqual({
      report: { kind: "attempted", number: 1, outcome: deferred },
      effects: expect.arrayContaining([
        ["recordOutcome", deferred, { kind: "tryAgain", at: noon + 5 * secondMs }],
        ["announce", [retry]],
      ]),
    });
  });

  test("that is deferred for the last time leaves a mail in doubt that was in doubt before", async () => {
    const claimed = aClaimedDelivery({ mail, firstAttemptAt: noon - 24 * hourMs, doubt: { batch: null } });
    const composed: Composed = { kind: "mail", sealed: null, mail };
    const { effects } = await attempted({ claimed, composed, outcome: deferred });
    expect(effects).toContainEqual(["recordOutcome", deferred, { kind: "settle", state: "inDoubt" }]);
  });

  test("after the first sends the stored mail as it is", async () => {
    const claimed = aClaimedDelivery({
      mail,
      delivery: aDelivery({ attempts: 1, redrive: 2 }),
      firstAttemptAt: noon - 1,
      doubt: { batch: null },
    });
    const composed: Composed = { kind: "mail", sealed: null, mail };
    const { effects } = await attempted({ claimed, composed, attempt: anAttempt({ number: 4 }), outcome: deferred });
    expect(effects).toEqual(
      expect.arrayContaining([
        ["beginAttempt", null, "smtp", "mail.contoso.example:587"],
        ["ready", { mail, deliveryId: id, redrive: 2, doubt: { batch: null }, urgent: false }],
        ["recordOutcome", deferred, { kind: "tryAgain", at: noon + 15 * secondMs }],
      ]),
    );
  });

  test("counts its horizon from the first of its series", async () => {
    const claimed = aClaimedDelivery({ mail, firstAttemptAt: noon - 24 * hourMs });
    const { effects } = await attempted({ claimed, outcome: deferred });
    expect(effects).toContainEqual(["recordOutcome", deferred, { kind: "settle", state: "failed" }]);
  });

  test("is not made where another worker holds the delivery", async () => {
    expect(await attempted({ claimed: null })).toEqual({ report: { kind: "skipped" }, effects: [["claim", id]] });
  });

  test("is not made where the right to be told was lost", async () => {
    expect(await attempted({ composed: { kind: "cancelled", reason: "no right" } })).toEqual({
      report: { kind: "cancelled", reason: "no right" },
      effects: [["claim", id], ["compose"], ["cancel", "no right"]],
    });
  });

  test("is not said to be cancelled where another worker has claimed the delivery since", async () => {
    const given: Given = { composed: { kind: "cancelled", reason: "no right" }, fencedAt: "cancel" };
    expect((await attempted(given)).report).toEqual({ kind: "fenced" });
  });

  test("is not made where another worker has claimed the delivery while the mail was rendered", async () => {
    expect(await attempted({ fencedAt: "beginAttempt" })).toEqual({
      report: { kind: "fenced" },
      effects: [["claim", id], ["compose"], ["keepAlive"], asked, begun, ["release"], ["letGo"]],
    });
  });

  test("announces nothing where another worker has claimed the delivery while it was sent", async () => {
    const { report, effects } = await attempted({ fencedAt: "recordOutcome", jobs: [retry] });
    expect({ report, last: effects.at(-1) }).toEqual({
      report: { kind: "fenced" },
      last: ["recordOutcome", accepted, { kind: "settle", state: "sent" }],
    });
  });

  test("whose mail cannot be made leaves nothing but its claim", async () => {
    expect(await attempted({ composed: new Error("no template") })).toEqual({
      report: new Error("no template"),
      effects: [["claim", id], ["compose"]],
    });
  });

  test("whose transport breaks stays open for the sweep, and lets its lease end", async () => {
    expect(await attempted({ outcome: new Error("broken") })).toEqual({
      report: new Error("broken"),
      effects: [["claim", id], ["compose"], ["keepAlive"], asked, begun, ["send"], ["release"], ["letGo"]],
    });
  });

  test.each<[string, Partial<Transport>, number, object]>([
    [
      "waits for a person where the transport is set so",
      { afterDoubt: "hold" },
      0,
      { kind: "settle", state: "inDoubt" },
    ],
    ["is made again", {}, 23 * hourMs, { kind: "tryAgain", at: noon + 5 * secondMs }],
    [
      "is not made again at Resend once its key may be forgotten",
      { kind: "resend" },
      23 * hourMs,
      { kind: "settle", state: "inDoubt" },
    ],
  ])("in doubt %s", async (_guarantee, transport, sinceFirst, next) => {
    const claimed = aClaimedDelivery({ mail, firstAttemptAt: noon - sinceFirst });
    const { effects } = await attempted({ claimed, transport, outcome: inDoubt });
    expect(effects).toContainEqual(["recordOutcome", inDoubt, next]);
  });
});
