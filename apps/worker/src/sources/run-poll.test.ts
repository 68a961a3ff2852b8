import { hourMs } from "@tocsin/core/kernel";
import type { PollClaim } from "@tocsin/core/sources";
import { openScene } from "@tocsin/db/testing";
import { describe, expect, test } from "vitest";
import {
  madeIncident,
  type SecurityDouble,
  type SecurityDoubleOptions,
  startSecurityDouble,
} from "../../../../tests/microsoft-security-double/index.ts";
import { openRuns } from "../testing/poll-runs.ts";

const longMs = 120_000;

const made = (count: number, alerts = 1, spanMs = 20 * hourMs) =>
  Array.from({ length: count }, (_, n) =>
    madeIncident(String(n + 1), Date.now() - 60_000 - Math.floor((spanMs * n) / count), alerts),
  );

const expected = (double: SecurityDouble) => double.incidents.map(({ id }) => `Incident ${id} on one endpoint`).sort();

const everything: SecurityDoubleOptions = {
  throttleEvery: 37,
  failEvery: 41,
  cutEvery: 53,
  tokenLasts: 97,
  clockAheadMs: 90_000,
  order: "oldestFirst",
};

describe.each(["graph-security", "defender-xdr"] as const)("%s", (kind) => {
  test(
    "500 pages of a list that misbehaves end with every incident exactly once",
    async () => {
      await using double = await startSecurityDouble({ ...everything, incidents: made(2_000) });
      await using scene = await openScene();
      const runs = await openRuns(scene, double, kind, 4);
      const ended = await runs.run();
      expect(ended?.outcome).toEqual({ kind: "caughtUp" });
      expect(double.requests.length).toBeGreaterThan(500);
      expect([...(await runs.titles())].sort()).toEqual(expected(double));
      expect(Object.fromEntries(runs.outcomes)).toEqual({ opened: 2_000 });
      expect(await runs.problems()).toEqual([]);
    },
    longMs,
  );

  test(
    "a list that is worked on while it is read loses nothing",
    async () => {
      await using double = await startSecurityDouble({
        writesPerPage: 2,
        order: "oldestFirst",
        incidents: made(240),
      });
      await using scene = await openScene();
      const runs = await openRuns(scene, double, kind, 20);
      expect((await runs.run())?.outcome.kind).toBe("caughtUp");
      expect([...(await runs.titles())].sort()).toEqual(expected(double));
      expect(runs.outcomes.get("opened")).toBe(240);
    },
    longMs,
  );

  test("an entry that is no incident is kept as a problem, once, and its neighbours come in", async () => {
    await using double = await startSecurityDouble({ spoilEvery: 10, incidents: made(30, 1, 60_000) });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, kind);
    await runs.run();
    await runs.run();
    expect(await runs.titles()).toHaveLength(27);
    const problems = await runs.problems();
    expect(problems.map(({ payload }) => payload).sort()).toEqual(
      ['"not an incident"', "null", '{"severity":"high"}'].sort(),
    );
  });

  test("an incident that cannot be listed is passed over, said, and fetched once it can be", async () => {
    await using double = await startSecurityDouble({ badIncidents: ["17"], incidents: made(60) });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, kind);
    expect((await runs.run())?.outcome.kind).toBe("caughtUp");
    expect(await runs.titles()).toHaveLength(59);
    expect((await runs.problems()).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^could not be fetched: An incident \(500 InternalServerError.*It is asked for again$/),
    ]);
    double.behave({});
    const poll = await runs.poll();
    if (poll === undefined) throw new Error("no poll");
    // Its time has come.
    const holes = poll.state.holes.map((hole) => ({ ...hole, dueAt: 0 }));
    const claim = (await scene.polls.claim(Date.now() + hourMs, 0)) as PollClaim;
    await scene.polls.keep(claim, { ...poll.state, holes }, 0);
    await runs.run();
    expect(await runs.titles()).toHaveLength(60);
    expect((await runs.problems())[0]?.resolvedAt).not.toBeNull();
    expect((await runs.poll())?.state.holes).toEqual([]);
  });

  test("while nothing at all is answered, nothing is passed over, and the run ends with the cause", async () => {
    await using double = await startSecurityDouble({ failEvery: 1, incidents: made(3) });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, kind);
    expect((await runs.run())?.outcome).toMatchObject({ kind: "failed", fault: { cause: "failing" } });
    expect(await runs.problems()).toEqual([]);
    double.behave({});
    await runs.run();
    expect(await runs.titles()).toHaveLength(3);
  });
});

describe("graph-security", () => {
  test.each([
    ["of single incidents, where lists with alerts fail", { expandFails: true }],
    ["by alerts_v2, where single incidents with alerts fail too", { expandFails: true, expandOneFails: true }],
  ])("alerts are asked for %s", async (_name, manner) => {
    await using double = await startSecurityDouble({ ...manner, incidents: made(25, 3) });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, "graph-security");
    expect((await runs.run())?.outcome.kind).toBe("caughtUp");
    expect(runs.outcomes).toEqual(new Map([["opened", 25]]));
    const items = await runs.listed();
    const whole = await Promise.all(items.map(({ id }) => scene.incidents.get(scene.scope, id)));
    expect(whole.map(({ alerts }) => alerts.length)).toEqual(Array.from({ length: 25 }, () => 3));
    expect(await runs.problems()).toEqual([]);
    // And it stays so: the next run does not run into the same wall first.
    const before = double.requests.length;
    await runs.run();
    expect(double.requests.slice(before).filter((path) => /incidents\?.*\$expand/.test(path))).toEqual([]);
  });

  test("newer words of enums are asked for", async () => {
    await using double = await startSecurityDouble({ incidents: made(1) });
    await using scene = await openScene();
    await (await openRuns(scene, double, "graph-security")).run();
    expect([...double.preferred]).toEqual(["include-unknown-enum-members"]);
  });

  test("the next page's address is not followed to another server, and its pages are read all the same", async () => {
    await using elsewhere = await startSecurityDouble();
    await using double = await startSecurityDouble({
      foreignNextLink: `${elsewhere.graphUrl}/security/incidents`,
      incidents: made(130),
    });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, "graph-security");
    await runs.run();
    expect(await runs.titles()).toHaveLength(130);
    expect(elsewhere.requests).toEqual([]);
  });

  test("a redirected incident leads to the one that lives on", async () => {
    await using double = await startSecurityDouble({ incidents: made(2) });
    await using scene = await openScene();
    const runs = await openRuns(scene, double, "graph-security");
    await runs.run();
    const [one] = double.incidents;
    if (one === undefined) throw new Error("no incident");
    one.at = Date.now() - 5_000;
    const lastUpdateDateTime = new Date(one.at).toISOString();
    one.graph = { ...one.graph, status: "redirected", redirectIncidentId: "2", alerts: [], lastUpdateDateTime };
    await runs.run();
    const items = await runs.listed();
    const source = items.find(({ externalId }) => externalId === "1");
    const target = items.find(({ externalId }) => externalId === "2");
    if (source === undefined) throw new Error("no incident");
    expect((await scene.incidents.get(scene.scope, source.id)).redirectedTo?.id).toBe(target?.id);
  });
});

test("a run that is stopped keeps where it was, and the next one goes on from there", async () => {
  await using double = await startSecurityDouble({ shortPages: 5, incidents: made(400, 1, hourMs) });
  await using scene = await openScene();
  const runs = await openRuns(scene, double, "graph-security");
  const stopping = new AbortController();
  const running = runs.run(stopping.signal);
  while (double.requests.length < 20) await new Promise(setImmediate);
  stopping.abort();
  expect((await running)?.outcome).toEqual({ kind: "stopped" });
  expect((await runs.poll())?.state.walk?.skip).toBeGreaterThan(0);
  expect((await runs.run())?.outcome).toEqual({ kind: "caughtUp" });
  expect([...(await runs.titles())].sort()).toEqual(expected(double));
  expect(Object.fromEntries(runs.outcomes)).toEqual({ opened: 400 });
});

test("an overlap that was taken in already is not taken in again", async () => {
  await using double = await startSecurityDouble({ incidents: made(20, 1, 60_000) });
  await using scene = await openScene();
  const runs = await openRuns(scene, double, "graph-security");
  await runs.run();
  await runs.run();
  await runs.run();
  expect(Object.fromEntries(runs.outcomes)).toEqual({ opened: 20 });
});

test("the page of the source shows no secret, whatever the other side repeats", async () => {
  await using double = await startSecurityDouble({ incidents: [] });
  double.oauth.behave({
    status: 401,
    body: { error: "invalid_client", error_description: `AADSTS7000215: ${double.oauth.clientSecret}` },
  });
  await using scene = await openScene();
  const runs = await openRuns(scene, double, "graph-security");
  const ended = await runs.run();
  expect(ended?.outcome).toMatchObject({ kind: "failed", fault: { cause: "wrongSecret" } });
  expect(JSON.stringify(ended)).not.toContain(double.oauth.clientSecret);
});
