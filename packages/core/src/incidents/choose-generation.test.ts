import { describe, expect, test } from "vitest";
import { dayMs, hourMs } from "../kernel/index.ts";
import {
  aLayer,
  anIncoming,
  anIncomingAlert,
  emptyGroup,
  mapped,
  noon,
  type StoredGroup,
  takeGrouped,
} from "../testing/index.ts";
import { type ChosenGeneration, chooseGeneration, type KnownGeneration } from "./choose-generation.ts";
import { factsOf, type IncidentFacts, type IncomingIncident, incidentFactsOf, type Status } from "./index.ts";

const grouping = { idleMs: dayMs };
const hours = (count: number) => noon + count * hourMs;

const generation = (number: number, from: number, to: number, closed = false): KnownGeneration => ({
  generation: number,
  closed,
  firstAt: hours(from),
  lastAt: hours(to),
});

describe("an alert of a group's key", () => {
  test.each<[string, KnownGeneration[], { home?: number; at: number }, ChosenGeneration]>([
    ["opens the first incident of its key", [], { at: 0 }, { generation: 1, opens: true, reason: "first" }],
    ["joins the one that is open", [generation(1, 0, 1)], { at: 20 }, { generation: 1, opens: false, reason: "joins" }],
    [
      "joins after exactly the idle time",
      [generation(1, 0, 1)],
      { at: 25 },
      { generation: 1, opens: false, reason: "joins" },
    ],
    [
      "opens the next one after a longer time",
      [generation(1, 0, 1)],
      { at: 25.001 },
      { generation: 2, opens: true, reason: "idle" },
    ],
    [
      "opens the next one after a resolution",
      [generation(1, 0, 1, true)],
      { at: 2 },
      { generation: 2, opens: true, reason: "closed" },
    ],
    [
      "that began before the resolution is of the resolved one, however late it comes",
      [generation(1, 0, 3, true), generation(2, 4, 5)],
      { at: 2 },
      { generation: 1, opens: false, reason: "joins" },
    ],
    [
      "that came late is of the incident that covers its time, not of the newest",
      [generation(1, 0, 10), generation(2, 60, 70)],
      { at: 12 },
      { generation: 1, opens: false, reason: "joins" },
    ],
    [
      "that began just before all others is of the earliest",
      [generation(1, 10, 20), generation(2, 60, 70)],
      { at: 2 },
      { generation: 1, opens: false, reason: "joins" },
    ],
    [
      "that is far from every incident opens one of its own, also in the past",
      [generation(1, 100, 110), generation(2, 200, 210)],
      { at: 20 },
      { generation: 3, opens: true, reason: "idle" },
    ],
    [
      "joins the newer of two that are open",
      [generation(1, 0, 30), generation(2, 20, 25)],
      { at: 31 },
      { generation: 2, opens: false, reason: "joins" },
    ],
    [
      "joins an open one where a newer one is closed",
      [generation(1, 0, 30), generation(2, 20, 25, true)],
      { at: 31 },
      { generation: 1, opens: false, reason: "joins" },
    ],
    [
      "that is known stays where it is, whatever was resolved since",
      [generation(1, 0, 1, true), generation(2, 2, 3)],
      { home: 1, at: 9 },
      { generation: 1, opens: false, reason: "known" },
    ],
  ])("%s", (_name, generations, { home = null, at }, expected) => {
    const arriving = { home, at: hours(at) };
    const orders = [generations, generations.toReversed()];
    for (const order of orders) {
      expect(chooseGeneration(order, arriving, grouping, generations.length)).toEqual(expected);
    }
  });
});

const reported = (
  key: string,
  at: number,
  status: Status = "active",
  resolvedAt: number | null = null,
): IncomingIncident["alerts"][number] => ({
  key,
  layers: [
    aLayer(
      {
        title: `Alert ${key}`,
        status: mapped(status),
        severity: mapped(key === "b" ? "high" : "low"),
        createdAt: hours(at),
        ...(resolvedAt !== null && { resolvedAt: hours(resolvedAt) }),
      },
      hours(resolvedAt ?? at),
    ),
  ],
  evidence: [],
});

const payload = (...alerts: IncomingIncident["alerts"]): IncomingIncident =>
  anIncoming({ externalId: "key", grouping, layers: [], alerts });

const taken = (payloads: readonly IncomingIncident[], receivedAt = hours(1_000)): StoredGroup =>
  payloads.reduce((group, incoming) => takeGrouped(group, incoming, grouping, receivedAt).group, emptyGroup);

const keysIn = ({ generations }: StoredGroup) => generations.map(({ alerts }) => alerts.map(({ key }) => key));

describe("an incident that gathers alerts", () => {
  const factsIn = (...payloads: readonly IncomingIncident[]): IncidentFacts => {
    let facts = incidentFactsOf([], []);
    let group = emptyGroup;
    for (const incoming of payloads) {
      const next = takeGrouped(group, incoming, grouping, hours(1_000));
      group = next.group;
      facts = next.merged[0]?.facts ?? facts;
    }
    return facts;
  };

  test("is as severe as its gravest alert and bears the title of its earliest, in whatever order they come", () => {
    const [a, b, c] = [payload(reported("a", 2)), payload(reported("b", 1)), payload(reported("c", 3))];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ]) {
      expect(factsIn(...order)).toMatchObject({ title: "Alert b", severity: mapped("high"), status: mapped("active") });
    }
  });

  test("is described, dated and linked as its earliest alert is, where it says nothing itself", () => {
    const told = (key: string, at: number) => {
      const alert = reported(key, at);
      const said = {
        description: `Seen by ${key}`,
        url: `https://siem.example/${key}`,
        assignedTo: `${key}@x.example`,
      };
      return payload({
        ...alert,
        layers: alert.layers.map((layer) => ({ ...layer, facts: { ...layer.facts, ...said } })),
      });
    };
    const expected = {
      description: "Seen by b",
      portalUrl: "https://siem.example/b",
      assignedTo: "b@x.example",
      createdAt: hours(1),
    };
    expect(factsIn(told("a", 2), told("b", 1))).toMatchObject(expected);
    expect(factsIn(told("b", 1), told("a", 2))).toMatchObject(expected);
    const own = { ...told("c", 0), layers: [aLayer<IncidentFacts>({ description: null, createdAt: hours(5) })] };
    expect(factsIn(own)).toMatchObject({ description: "Seen by c", createdAt: hours(5) });
  });

  test("is resolved once all of its alerts are, and not before", () => {
    const open = payload(reported("a", 1), reported("b", 1));
    const [a, b] = [payload(reported("a", 1, "resolved", 2)), payload(reported("b", 1, "resolved", 3))];
    expect(factsIn(open, a).status.value).toBe("active");
    expect(factsIn(open, b, a).status.value).toBe("resolved");
    expect(factsIn(a, b, open).status.value).toBe("resolved");
  });

  test("stands where the alert does that is furthest back", () => {
    const both = payload(reported("a", 1, "inProgress"), reported("b", 1, "resolved", 2));
    expect(factsIn(both).status.value).toBe("inProgress");
    expect(factsIn(both, payload(reported("c", 1, "awaitingAction"))).status.value).toBe("awaitingAction");
  });

  test("keeps what the kind says of the incident itself", () => {
    const own = { title: "High load on web", severity: mapped("medium"), status: mapped("inProgress") } as const;
    const incoming = { ...payload(reported("b", 1, "resolved", 2)), layers: [aLayer<IncidentFacts>(own)] };
    expect(factsIn(incoming)).toMatchObject(own);
  });

  test("is told of a resolution as of any other change", () => {
    const group = taken([payload(reported("a", 1))]);
    const [merged] = takeGrouped(group, payload(reported("a", 1, "resolved", 2)), grouping, hours(9)).merged;
    expect(merged?.news).toMatchObject({ kinds: ["resolved"] });
  });
});

describe("a payload of several alerts", () => {
  test("goes to each alert's own incident, and opens no more than one new one", () => {
    const group = taken([payload(reported("a", 0)), payload(reported("a", 0, "resolved", 1))]);
    const incoming = payload(reported("a", 0, "resolved", 1), reported("c", 5), reported("d", 6));
    expect(keysIn(takeGrouped(group, incoming, grouping, hours(9)).group)).toEqual([["a"], ["c", "d"]]);
  });

  test("without any says something of the incident of its time, and opens none but the first", () => {
    const named = (title: string, at: number) => ({
      ...payload(),
      layers: [aLayer<IncidentFacts>({ title }, hours(at))],
    });
    const group = taken([payload(reported("a", 0)), payload(reported("b", 100)), named("Old", 5), named("New", 300)]);
    expect(group.generations.map(({ layers }) => factsOf(layers).title)).toEqual(["Old", "New"]);
    expect(taken([named("Alone", 1)]).generations).toHaveLength(1);
  });
});

describe("alerts whose source says no time", () => {
  const untimed = (key: string, status: Status = "active") =>
    payload(anIncomingAlert({ key, layers: [aLayer({ status: mapped(status) }, 0, `${key} ${status}`)] }));
  const arriving = (...steps: readonly [IncomingIncident, number][]) =>
    steps.reduce((group, [incoming, at]) => takeGrouped(group, incoming, grouping, hours(at)).group, emptyGroup);

  test("are as old as their arrival", () => {
    expect(keysIn(arriving([untimed("a"), 0], [untimed("b"), 20], [untimed("c"), 50]))).toEqual([["a", "b"], ["c"]]);
    expect(keysIn(arriving([untimed("a"), 0], [untimed("a", "resolved"), 1], [untimed("b"), 2]))).toEqual([
      ["a"],
      ["b"],
    ]);
  });

  test("hold nothing open by coming again", () => {
    expect(keysIn(arriving([untimed("a"), 0], [untimed("a"), 20], [untimed("b"), 40]))).toEqual([["a"], ["b"]]);
  });

  test("and those of a clock that is ahead count from their arrival", () => {
    const ahead = payload(reported("a", 24 * 365 * 50));
    expect(keysIn(arriving([ahead, 0], [payload(reported("b", 20)), 20], [payload(reported("c", 60)), 60]))).toEqual([
      ["a", "b"],
      ["c"],
    ]);
  });
});
