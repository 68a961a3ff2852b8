import { describe, expect, test } from "vitest";
import { boss, ciso, expectationsOf, soc } from "./harness/expectation.ts";
import { type Faults, faultsOf, noFaults, type ToldDelivery, type ToldMail } from "./harness/faults.ts";
import type { News } from "./harness/news.ts";

const news: readonly News[] = [
  { incident: "i1", alert: "a2", severity: "low" },
  { incident: "i1", alert: "a3", severity: "high" },
];

const mail = (
  delivery: string,
  address: string,
  nonces: readonly string[],
  copies = ["mail"],
  newAlerts = 1,
): ToldMail => ({
  delivery,
  address,
  nonces: new Set(nonces),
  newAlerts,
  copies: copies.map((copy) => Buffer.from(copy)),
});

const delivery = (id: string, address: string, rest: Partial<ToldDelivery> = {}): ToldDelivery => ({
  id,
  address,
  state: "sent",
  reason: null,
  outcomes: [],
  ...rest,
});

const mails = [
  mail("d1", soc, ["i1", "a2"]),
  mail("d2", soc, ["i1", "a2", "a3"]),
  mail("d3", boss, ["i1", "a2"]),
  mail("d4", ciso, ["i1", "a2", "a3"]),
] as const;
const deliveries = [delivery("d1", soc), delivery("d2", soc), delivery("d3", boss), delivery("d4", ciso)] as const;
const [first, second, third, fourth] = mails;

const judge = (told: readonly ToldMail[], known: readonly ToldDelivery[] = deliveries): Faults =>
  faultsOf(expectationsOf(news), told, known);

describe("the check by which the other tests stand", () => {
  test("finds nothing where everybody was told once", () => {
    expect(judge(mails)).toEqual(noFaults);
  });

  test("finds nothing where two changes that waited share a mail", () => {
    const shared = mail("d2", soc, ["i1", "a2", "a3"], ["mail"], 2);
    expect(judge([shared, third, fourth], deliveries.slice(1))).toEqual(noFaults);
  });

  test("finds an update that is in no mail, and who was to read it", () => {
    expect(judge([first, third, fourth])).toEqual({
      ...noFaults,
      lost: [`a3 to ${soc}`],
      miscounted: [`i1 to ${soc}: 1 mails of at most 2, 1 new alerts`],
      unproved: ["d2"],
    });
  });

  test("finds a second mail to somebody who wanted one for each incident", () => {
    const surplus = [`i1 to ${boss}: 2 mails of at most 1, 2 new alerts`];
    expect(judge([...mails, mail("d5", boss, ["i1"])], [...deliveries, delivery("d5", boss)])).toEqual({
      ...noFaults,
      surplus,
    });
  });

  test("finds news that is told twice, and such as is in no mail's count", () => {
    const told = (newAlerts: number) => mail("d2", soc, ["i1", "a2", "a3"], ["mail"], newAlerts);
    const miscounted = (count: number) => [`i1 to ${soc}: 2 mails of at most 2, ${count} new alerts`];
    expect(judge([first, told(0), third, fourth])).toEqual({ ...noFaults, miscounted: miscounted(1) });
    expect(judge([first, told(2), third, fourth])).toEqual({ ...noFaults, miscounted: miscounted(3) });
  });

  test("finds a mail of which the api knows nothing", () => {
    expect(judge([...mails, mail("d9", "who@contoso.example", [])])).toEqual({
      ...noFaults,
      ghosts: ["d9 to who@contoso.example, 1 times"],
    });
  });

  test.each([
    ["takes a second copy after a doubt for what it is", ["mail", "mail"], ["inDoubt", "accepted"], noFaults],
    [
      "finds a second copy that no doubt accounts for",
      ["mail", "mail"],
      ["deferred", "accepted"],
      { ...noFaults, unexplained: [`d3 to ${boss}, 2 times`] },
    ],
    [
      "finds a copy that is not the same",
      ["mail", "other"],
      ["inDoubt", "accepted"],
      { ...noFaults, altered: [`d3 to ${boss}, 2 times`] },
    ],
  ])("%s", (_what, copies, outcomes, expected) => {
    const [one, two, , four] = deliveries;
    const known = [one, two, delivery("d3", boss, { outcomes }), four];
    expect(judge([first, second, mail("d3", boss, ["i1", "a2"], copies), fourth], known)).toEqual(expected);
  });

  test("finds deliveries that do not come to an end, or to another than sent", () => {
    const ends = [
      delivery("d5", soc, { state: "sending" }),
      delivery("d6", soc, { state: "failed", reason: "quarantined: 3 workers stopped" }),
      delivery("d7", soc, { state: "cancelled", reason: "no right" }),
    ];
    expect(judge(mails, [...deliveries, ...ends])).toEqual({
      ...noFaults,
      stuck: ["d5 is sending after 0 attempts: null"],
      quarantined: ["d6 is failed: quarantined: 3 workers stopped"],
      unsent: ["d7 is cancelled: no right"],
    });
  });
});
