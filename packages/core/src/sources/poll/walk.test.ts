import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceKindOf } from "../../incidents/index.ts";
import { hourMs, type Instant, minuteMs, secondMs } from "../../kernel/index.ts";
import { firstPollState, type PollState } from "./state.ts";
import {
  afterCheck,
  afterPage,
  afterRefusal,
  afterTrouble,
  freshEntries,
  isBeneath,
  knownHole,
  nextStep,
  type Page,
  type PollRules,
  withHole,
} from "./walk.ts";

const kindOf = (kind: string) => {
  const poll = sourceKindOf(kind)?.poll;
  if (poll === undefined) throw new Error(`${kind} is not polled`);
  return poll;
};
const graph = kindOf("graph-security");
const start = Date.UTC(2026, 10, 28, 12);
const rulesOf = (kind = graph, overlapMinutes = 10): PollRules => ({
  kind,
  setting: { overlapMinutes, baseUrl: kind.baseUrl },
});

interface Listed {
  readonly id: string;
  at: Instant;
  version: number;
}

/** A list as a server holds it: in any order, by pages, and changing between two questions. */
class List {
  readonly incidents: Listed[];
  readonly #order: (one: Listed, other: Listed) => number;
  now = start;

  constructor(count: number, spanMs: number, order: (one: Listed, other: Listed) => number) {
    this.#order = order;
    this.incidents = Array.from({ length: count }, (_, index) => ({
      id: String(index),
      at: start - Math.floor((spanMs * ((index * 7_919) % count)) / count) - 1,
      version: 1,
    }));
  }

  page(from: Instant, until: Instant | null, skip: number, top: number): Page {
    const within = this.incidents
      .filter(({ at }) => at >= from && (until === null || at < until))
      .sort(this.#order)
      .slice(skip, skip + top);
    return {
      entries: within.map(({ id, at, version }) => ({ id, at, digest: `${id}-${version}` })),
      link: null,
      serverTime: Math.floor(this.now / secondMs) * secondMs,
    };
  }
}

const orders = {
  byId: (one: Listed, other: Listed) => Number(one.id) - Number(other.id),
  oldestFirst: (one: Listed, other: Listed) => one.at - other.at || Number(one.id) - Number(other.id),
  newestFirst: (one: Listed, other: Listed) => other.at - one.at || Number(one.id) - Number(other.id),
};

/** Polls until it has caught up; `between` may change the list before each question. Answers what was taken in, in order. */
const run = (
  list: List,
  rules: PollRules,
  state: PollState,
  {
    between = () => {},
    ourClock = () => list.now,
    questionsMax = 5_000,
  }: {
    readonly between?: (question: number) => void;
    readonly ourClock?: () => Instant;
    readonly questionsMax?: number;
  } = {},
) => {
  const taken: string[] = [];
  let at = state;
  for (let question = 0; question < questionsMax; question += 1) {
    between(question);
    list.now += 200;
    const next = nextStep(at, rules, ourClock());
    at = next.state;
    const { step } = next;
    if (step.kind === "rest") return { taken, state: at, questions: question };
    if (step.kind === "check") {
      at = afterCheck(at, list.page(step.since, null, 0, step.top), rules);
      continue;
    }
    const { walk } = step;
    expect(walk.skip).toBeLessThanOrEqual(rules.kind.reach);
    const page = list.page(walk.from, walk.until, walk.skip, walk.top);
    for (const index of freshEntries(at, page.entries)) taken.push(page.entries[index]?.digest ?? "");
    at = afterPage(at, page, rules, ourClock());
  }
  throw new Error(`No end after ${questionsMax} questions`);
};

const begin = (lookBackHours = 24): PollState => firstPollState({ lookBackHours }, start);

describe.each(Object.keys(orders) as (keyof typeof orders)[])("a list that comes %s", (order) => {
  test.each([0, 1, 49, 50, 51, 500, 501, 3_000])("of %i incidents is taken in whole, each once", (count) => {
    const list = new List(count, 20 * hourMs, orders[order]);
    list.now += minuteMs;
    const { taken, state } = run(list, rulesOf(), begin());
    expect([...taken].sort()).toEqual(list.incidents.map(({ id }) => `${id}-1`).sort());
    expect(state.through).toBeGreaterThan(start);
  });

  test("and is written to while it is read loses nothing, and repeats nothing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(400)), { maxLength: 60 }),
        (count, writes) => {
          const list = new List(count, 2 * minuteMs, orders[order]);
          list.now += minuteMs;
          const between = (question: number): void => {
            for (const [when, which] of writes) {
              const one = list.incidents[which % count];
              if (when !== question || one === undefined) continue;
              one.at = list.now;
              one.version += 1;
            }
          };
          const first = run(list, rulesOf(), begin(), { between });
          list.now += minuteMs;
          const second = run(list, rulesOf(), first.state);
          const taken = [...first.taken, ...second.taken];
          for (const { id, version } of list.incidents) expect(taken).toContain(`${id}-${version}`);
          expect(new Set(taken).size).toBe(taken.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("five hundred incidents of one moment are all reached", () => {
  const list = new List(490, 0, orders.byId);
  list.now += minuteMs;
  expect(run(list, rulesOf(), begin()).taken).toHaveLength(490);
});

test("an incident that comes into the list late is found by the overlap", () => {
  const list = new List(3, hourMs, orders.byId);
  list.now += minuteMs;
  const first = run(list, rulesOf(), begin());
  list.now += minuteMs;
  list.incidents.push({ id: "late", at: list.now - 5 * minuteMs, version: 1 });
  expect(run(list, rulesOf(), first.state).taken).toEqual(["late-1"]);
});

test("nothing is lost or asked for without end where our clock is wrong", () => {
  for (const skew of [-hourMs, -20_000, 20_000, hourMs]) {
    const list = new List(120, hourMs, orders.oldestFirst);
    list.now += minuteMs;
    // Until the first answer tells by how much.
    let told = false;
    const between = (question: number): void => {
      told = question > 0;
    };
    const ourClock = () => list.now + (told ? 0 : skew);
    const { taken, state } = run(list, rulesOf(), begin(), { ourClock, between });
    expect(state.through).toBeLessThanOrEqual(list.now);
    list.incidents.push({ id: "new", at: list.now + 1, version: 1 });
    list.now += 2 * hourMs;
    const second = run(list, rulesOf(), state, { ourClock, between });
    expect(new Set([...taken, ...second.taken]).size).toBe(121);
  }
});

test("a poll that has caught up costs one question", () => {
  const list = new List(30, hourMs, orders.newestFirst);
  list.now += minuteMs;
  const { state } = run(list, rulesOf(), begin());
  list.now += minuteMs;
  expect(run(list, rulesOf(), state)).toMatchObject({ questions: 1, taken: [] });
});

test("a server that gives its first page whatever is asked holds nobody up", () => {
  const list = new List(120, hourMs, orders.byId);
  list.now += minuteMs;
  const page = list.page.bind(list);
  list.page = (from, until, _skip, top) => page(from, until, 0, top);
  const { taken } = run(list, rulesOf(), begin());
  expect(new Set(taken).size).toBe(120);
});

describe("the next page's address", () => {
  test.each([
    ["https://graph.microsoft.com/v1.0/security/incidents?$skiptoken=x", true],
    ["https://graph.microsoft.com.evil.example/v1.0/security/incidents", false],
    ["http://graph.microsoft.com/v1.0/security/incidents", false],
    ["https://user@graph.microsoft.com/v1.0/security/incidents", false],
    ["https://graph.microsoft.com/beta/security/incidents", false],
    ["//graph.microsoft.com/v1.0", false],
    ["not an address", false],
  ])("%s is followed: %s", (link, expected) => {
    expect(isBeneath(link, "https://graph.microsoft.com/v1.0")).toBe(expected);
  });

  test("that leads elsewhere is not followed, and the incidents behind it are reached all the same", () => {
    const list = new List(120, hourMs, orders.byId);
    list.now += minuteMs;
    const page = list.page.bind(list);
    list.page = (...asked) => ({ ...page(...asked), link: "https://evil.example/next" });
    const { taken } = run(list, rulesOf(), begin());
    expect(new Set(taken).size).toBe(120);
  });
});

describe("what fails again and again while other questions are answered", () => {
  const now = start + minuteMs;
  const walking = (): PollState => nextStep(begin(2), rulesOf(), now).state;
  const holed = (): PollState => withHole(walking(), { now, holeId: "p1" });

  test("is asked for without alerts, then by fewer incidents, and at last passed over", () => {
    const asked: unknown[] = [];
    let state = walking();
    for (let kind = ""; kind !== "passOver"; ) {
      const remedy = afterTrouble(state, rulesOf(), now);
      ({ state, kind } = remedy);
      asked.push([kind, state.walk?.top, state.walk?.skip, now < state.apartUntil]);
    }
    expect(asked).toEqual([
      ["again", 10, 0, true],
      ["again", 2, 0, true],
      ["again", 1, 0, true],
      ["passOver", 1, 1, true],
    ]);
  });

  test("pages stay small up to the incident that cannot be listed, and no longer", () => {
    let state: PollState = { ...walking(), apartUntil: now + hourMs };
    const tops: unknown[] = [];
    const list = new List(60, hourMs, orders.byId);
    list.now = now;
    while (state.walk?.phase === "pages") {
      const { from, until, skip, top } = state.walk;
      tops.push(top);
      const bad = skip <= 3 && 3 < skip + top;
      state = bad
        ? afterTrouble(state, rulesOf(), now).state
        : afterPage(state, list.page(from, until, skip, top), rulesOf(), now);
    }
    expect(tops.slice(0, 9)).toEqual([50, 10, 2, 2, 1, 1, 1, 1, 1]);
    expect(tops.at(-1)).toBe(10);
  });

  test("leaves a hole that is looked at again, and is gone once its window was read", () => {
    const list = new List(3, hourMs, orders.byId);
    list.now = now;
    const first = run(list, rulesOf(), holed());
    expect(first.state.holes).toMatchObject([{ id: "p1", tries: 0 }]);
    list.now += hourMs;
    expect(run(list, rulesOf(), first.state).state.holes).toEqual([]);
  });

  test("a hole that is found again at every look is given up after the last of them", () => {
    let state = holed();
    const looks: number[] = [];
    for (let at = now; state.holes.length > 0; at += 25 * hourMs) {
      looks.push(state.holes[0]?.tries ?? -1);
      state = nextStep({ ...state, walk: null, next: at + 25 * hourMs }, rulesOf(), at + 25 * hourMs).state;
      expect(knownHole(state)?.id).toBe("p1");
      state = withHole(state, { now: at + 25 * hourMs, holeId: "other" });
    }
    expect(looks).toEqual([0, 1, 2, 3]);
  });
});

test("a question that is refused beyond a first page makes the window smaller; a first page's refusal is a fault", () => {
  const { state } = nextStep(begin(), rulesOf(), start + minuteMs);
  expect(afterRefusal(state)).toBeNull();
  const walk = state.walk;
  if (walk === null) throw new Error("no walk");
  const smaller = afterRefusal({ ...state, walk: { ...walk, skip: 500 } });
  expect(smaller?.walk).toMatchObject({ skip: 0, from: walk.from });
  expect(smaller?.walk?.until).toBeLessThan(walk.until);
  const again = afterRefusal({ ...state, walk: { ...walk, skip: 50, link: "x" } });
  expect(again?.walk).toMatchObject({ skip: 0, until: walk.until, link: null });
});

test("the questions are those that the documentation of each API allows", () => {
  const asked = { from: start, until: start + 1, skip: 50, top: 50, withAlerts: true };
  expect(decodeURIComponent(graph.pathOf(asked))).toBe(
    "/security/incidents?$filter=lastUpdateDateTime ge 2026-11-28T12:00:00.000Z and lastUpdateDateTime lt 2026-11-28T12:00:00.001Z&$top=50&$skip=50&$expand=alerts",
  );
  expect(decodeURIComponent(graph.pathOf({ ...asked, until: null, skip: 0, withAlerts: false }))).toBe(
    "/security/incidents?$filter=lastUpdateDateTime ge 2026-11-28T12:00:00.000Z&$top=50",
  );
  expect(decodeURIComponent(kindOf("defender-xdr").pathOf(asked))).toBe(
    "/api/incidents?$filter=lastUpdateTime ge 2026-11-28T12:00:00.000Z and lastUpdateTime lt 2026-11-28T12:00:00.001Z&$top=50&$skip=50",
  );
  expect(graph.apart?.alertsPath("1'2")).toContain("incidentId%20eq%20'1''2'");
});
