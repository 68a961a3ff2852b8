import { type PollCause, type PollClaim, pollSettingSchema } from "@tocsin/core/sources";
import { openScene, type Scene, temporaryFolder } from "@tocsin/db/testing";
import { sha256 } from "@tocsin/secrets";
import pino from "pino";
import { describe, expect, test, vi } from "vitest";
import {
  madeIncident,
  type SecurityDouble,
  type SecurityDoubleOptions,
  startSecurityDouble,
} from "../../../../tests/microsoft-security-double/index.ts";
import { createMetrics } from "../health/metrics.ts";
import { startPoller } from "./poller.ts";

const within = { timeout: 60_000, interval: 20 };
const longMs = 90_000;

const put = async (
  scene: Scene,
  double: SecurityDouble,
  secrets: { first: string; second: string | null },
  more = {},
) => {
  const draft = { name: "Our tenant", kind: "graph-security", settings: {} };
  const setting = pollSettingSchema.parse({
    tenantId: double.tenantId,
    clientId: double.oauth.clientId,
    loginUrl: double.loginUrl,
    baseUrl: double.graphUrl,
    ...more,
  });
  scene.clock.pass(Date.now() - scene.clock.now());
  return scene.sources.create(scene.scope, draft, sha256(String(Math.random())), () => ({ setting, secrets }));
};

const start = (scene: Scene, openSecrets = (claim: PollClaim) => claim.poll.secrets, allowedHosts = ["127.0.0.1"]) =>
  startPoller({
    polls: scene.polls,
    sources: scene.sources,
    intake: scene.intake,
    announce: () => {},
    digest: sha256,
    openSecrets,
    allowedHosts,
    now: Date.now,
    metrics: createMetrics("1"),
    log: pino({ level: "silent" }),
  });

const recent = (count: number) =>
  Array.from({ length: count }, (_, n) => madeIncident(String(n + 1), Date.now() - 60_000 - n));

/** Polls once, and answers how that went. */
const polledOnce = async (
  options: SecurityDoubleOptions,
  { secrets = { first: "secret-of-the-client", second: null as string | null }, more = {}, hosts = ["127.0.0.1"] } = {},
) => {
  await using double = await startSecurityDouble({ incidents: recent(2), ...options });
  await using scene = await openScene();
  const source = await put(scene, double, secrets, more);
  const poller = start(scene, undefined, hosts);
  const poll = await vi.waitFor(async () => {
    const one = (await scene.polls.of(scene.scope, [source.id])).get(source.id);
    if (one === undefined || (one.failures === 0 && one.lastSuccessAt === null)) throw new Error("not yet");
    return one;
  }, within);
  await poller.stop();
  return { poll, requests: double.requests.length, tokens: double.oauth.given.length };
};

describe("what keeps a poll from its work is named by its plain cause", () => {
  test.each<[PollCause, SecurityDoubleOptions, object]>([
    ["missingPermission", { forbidden: true }, {}],
    ["wrongSecret", {}, { secrets: { first: "another", second: null } }],
    ["wrongApplication", {}, { more: { clientId: "another" } }],
    ["unreachable", {}, { more: { loginUrl: "http://127.0.0.1:1" } }],
    ["forbiddenHost", {}, { hosts: [] }],
    ["refused", { tokenLasts: 1 }, {}],
  ])("%s", async (cause, options, given) => {
    const { poll } = await polledOnce(options, given);
    expect(poll.lastFault?.cause).toBe(cause);
    expect(poll.failures).toBe(1);
    expect(poll.nextAt).toBeGreaterThan(Date.now());
  });
});

test("one token serves many requests, and the second secret works where the first has ended", async () => {
  const { poll, requests, tokens } = await polledOnce(
    {},
    { secrets: { first: "ended", second: "secret-of-the-client" } },
  );
  expect(poll).toMatchObject({ failures: 0, secretInUse: "second" });
  expect(requests).toBeGreaterThanOrEqual(1);
  expect(tokens).toBe(1);
});

test("a secret that was sealed under another key is said to be lost", async () => {
  await using double = await startSecurityDouble();
  await using scene = await openScene();
  const source = await put(scene, double, { first: "x", second: null });
  const poller = start(scene, () => {
    throw new Error("A stored secret was sealed with another secret key");
  });
  await vi.waitFor(async () => {
    const poll = (await scene.polls.of(scene.scope, [source.id])).get(source.id);
    expect(poll?.lastFault?.cause).toBe("lostSecret");
  }, within);
  await poller.stop();
});

test(
  "two workers poll a source one at a time, and one takes over from one that died",
  async () => {
    await using folder = await temporaryFolder();
    await using double = await startSecurityDouble({ incidents: recent(120), order: "byId" });
    await using scene = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: scene });
    const source = await put(scene, double, { first: double.oauth.clientSecret, second: null });
    // It died in the middle: its lease is over, and its claim worth nothing.
    const dead = await scene.polls.claim(Date.now(), -1);
    if (dead === null) throw new Error("nothing due");
    const pollers = [start(scene), start(other)];
    await vi.waitFor(async () => {
      const poll = (await scene.polls.of(scene.scope, [source.id])).get(source.id);
      expect(poll?.lastSuccessAt).not.toBeNull();
    }, within);
    for (const poller of pollers) await poller.stop();
    const lists = double.requests.filter((path) => path.includes("lt "));
    expect(new Set(lists).size).toBe(lists.length);
    expect(await scene.polls.keep(dead, dead.poll.state, Date.now())).toBe(false);
    const { items } = await scene.incidents.list(
      scene.scope,
      { severities: [], statuses: [] },
      { limit: 200, after: null },
    );
    expect(items).toHaveLength(120);
  },
  longMs,
);
