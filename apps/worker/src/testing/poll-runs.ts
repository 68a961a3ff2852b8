import { sourceKindOf } from "@tocsin/core/incidents";
import { takeIn } from "@tocsin/core/intake";
import { hourMs } from "@tocsin/core/kernel";
import { type PollClaim, type PollSetting, pollSettingSchema } from "@tocsin/core/sources";
import type { Scene } from "@tocsin/db/testing";
import { createPollApi } from "@tocsin/outbound";
import { newSecret, sha256 } from "@tocsin/secrets";
import type { SecurityDouble } from "../../../../tests/microsoft-security-double/index.ts";
import { runPoll } from "../sources/run-poll.ts";

const all = { severities: [], statuses: [] };

export type KindName = "graph-security" | "defender-xdr";

const settingOf = (double: SecurityDouble, kind: KindName): PollSetting =>
  pollSettingSchema.parse({
    tenantId: double.tenantId,
    clientId: double.oauth.clientId,
    loginUrl: double.loginUrl,
    baseUrl: kind === "graph-security" ? double.graphUrl : double.defenderUrl,
    lookBackHours: 24,
  });

/** A source that is polled, and its runs one after another, each waiting for nothing. */
export const openRuns = async (scene: Scene, double: SecurityDouble, kindName: KindName, pageMax?: number) => {
  const found = sourceKindOf(kindName);
  if (found?.poll === undefined) throw new Error("not polled");
  const kind = { ...found, poll: { ...found.poll, pageMax: pageMax ?? found.poll.pageMax } };
  const draft = { name: "Our tenant", kind: kindName, settings: {} };
  const setting = settingOf(double, kindName);
  const secrets = { first: double.oauth.clientSecret, second: null };
  scene.clock.pass(Date.now() - scene.clock.now());
  const source = await scene.sources.create(scene.scope, draft, sha256(newSecret("tsk")), () => ({ setting, secrets }));
  const api = createPollApi({ kind: kind.poll, setting, secrets, allowedHosts: ["127.0.0.1"], now: Date.now });
  const outcomes = new Map<string, number>();
  const organization = scene.organization;

  const run = async (signal = new AbortController().signal) => {
    const claim = (await scene.polls.claim(Date.now() + hourMs, 0)) as PollClaim;
    const ended = await runPoll({
      claim,
      kind,
      api,
      digest: sha256,
      now: Date.now,
      wait: async () => {},
      signal,
      takeIn: async (documents) => {
        const parts = { store: scene.intake, announce: () => {}, digest: sha256, now: Date.now };
        const taken = await takeIn(parts, { source, organization }, documents);
        for (const { outcome } of taken.results) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        return taken;
      },
      keepProblem: (problem, payload) =>
        scene.intake.keepProblem({
          organizationId: organization.id,
          sourceId: source.id,
          index: 0,
          path: "",
          problem,
          payload,
          receivedAt: Date.now(),
        }),
      resolveProblem: (id) => scene.sources.resolveProblem(scene.scope, source.id, id),
      keep: (state) => scene.polls.keep(claim, state, 0),
      countRequest: () => {},
    });
    if (ended !== null) await scene.polls.end(claim, { ...ended, nextAt: Date.now() }, Date.now());
    return ended;
  };

  const titles = async (): Promise<readonly string[]> => {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await scene.incidents.list(scene.scope, all, { limit: 200, after });
      seen.push(...page.items.map(({ title }) => title));
      if (page.next === null) return seen;
      after = page.next;
    }
  };
  const problems = async () =>
    (await scene.sources.problems(scene.scope, source.id, { limit: 200, after: null })).items;
  const poll = async () => (await scene.polls.of(scene.scope, [source.id])).get(source.id);
  const listed = async () => (await scene.incidents.list(scene.scope, all, { limit: 200, after: null })).items;
  return { run, listed, titles, problems, poll, outcomes, source };
};
