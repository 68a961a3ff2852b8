import { setImmediate as aTurn } from "node:timers/promises";
import { asId, hourMs, type PayloadProblemId, type SourceId } from "@tocsin/core/kernel";
import { noon, noSigns } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { aRefusal } from "../testing/a-refusal.ts";
import { addTenant, openScene, type Scene, walk } from "../testing/index.ts";

const draft = { name: "Wazuh", kind: "generic", settings: { mapping: { title: "rule.description" } } };

/** As the next request would find it, in a turn of its own. */
const holderOf = async (scene: Scene, hash: string) => {
  await aTurn();
  return (await scene.sources.findByKeyHash(hash))?.source.id ?? null;
};

const notFound = aRefusal("notFound", "There is no such source");

describe("a source", () => {
  test("is kept as it was drafted", async () => {
    await using scene = await openScene();
    const source = await scene.sources.create(scene.scope, draft, "hash-1");
    expect(source).toEqual({
      id: source.id,
      organizationId: scene.organization.id,
      ...draft,
      demo: false,
      signed: false,
      keyInPath: false,
      createdAt: noon,
      lastReceivedAt: null,
      signs: noSigns,
    });
    expect(await scene.sources.get(scene.scope, source.id)).toEqual(source);
  });

  test("can be given another name and other settings, and stays the same source", async () => {
    await using scene = await openScene();
    const source = await scene.sources.create(scene.scope, draft, "hash-1");
    const change = { name: "Wazuh 5", settings: { mapping: {} } };
    expect(await scene.sources.change(scene.scope, source.id, change)).toEqual({ ...source, ...change });
    expect(await scene.sources.get(scene.scope, source.id)).toEqual({ ...source, ...change });
  });

  test("of another organization, or an archived one, is none", async () => {
    await using scene = await openScene();
    const tenant = await addTenant(scene);
    const archived = await scene.sources.create(scene.scope, draft, "hash-1");
    await scene.sources.archive(scene.scope, archived.id);
    for (const [scope, id] of [
      [tenant.scope, scene.source.id],
      [scene.scope, archived.id],
      [scene.scope, asId<SourceId>("none")],
    ] as const) {
      await expect(scene.sources.get(scope, id)).rejects.toEqual(notFound);
      await expect(scene.sources.change(scope, id, draft)).rejects.toEqual(notFound);
      await expect(scene.sources.archive(scope, id)).rejects.toEqual(notFound);
      await expect(scene.sources.rotateKey(scope, id, "hash-2", noon)).rejects.toEqual(notFound);
      await expect(scene.sources.problems(scope, id, { limit: 9, after: null })).rejects.toEqual(notFound);
    }
    expect(await holderOf(scene, "hash-2")).toBeNull();
    const listed = await scene.sources.list(tenant.scope, { limit: 9, after: null });
    expect(listed.items.map(({ id }) => id)).toEqual([tenant.source.id]);
  });
});

describe("a key", () => {
  test("tells whose it is, with the organization", async () => {
    await using scene = await openScene();
    const tenant = await addTenant(scene);
    const source = await scene.sources.create(tenant.scope, draft, "hash-1");
    expect(await scene.sources.findByKeyHash("hash-1")).toEqual({ source, organization: tenant.organization });
    expect(await scene.sources.findByKeyHash("hash-9")).toBeNull();
    expect(await scene.sources.findByKeyHash("")).toBeNull();
  });

  test("that was replaced works until its overlap ends, and the new one from the start", async () => {
    await using scene = await openScene();
    const { id } = await scene.sources.create(scene.scope, draft, "hash-1");
    await scene.sources.rotateKey(scene.scope, id, "hash-2", noon + 24 * hourMs);
    const working = async () => [await holderOf(scene, "hash-1"), await holderOf(scene, "hash-2")];
    expect(await working()).toEqual([id, id]);
    scene.clock.pass(24 * hourMs - 1);
    expect(await working()).toEqual([id, id]);
    scene.clock.pass(1);
    expect(await working()).toEqual([null, id]);
  });

  test("that was replaced earlier never lives longer through a later rotation", async () => {
    await using scene = await openScene();
    const { id } = await scene.sources.create(scene.scope, draft, "hash-1");
    await scene.sources.rotateKey(scene.scope, id, "hash-2", noon + hourMs);
    await scene.sources.rotateKey(scene.scope, id, "hash-3", noon + 24 * hourMs);
    scene.clock.pass(hourMs);
    expect([await holderOf(scene, "hash-1"), await holderOf(scene, "hash-2"), await holderOf(scene, "hash-3")]).toEqual(
      [null, id, id],
    );
  });

  test("that was replaced earlier is cut short by a rotation without overlap", async () => {
    await using scene = await openScene();
    const { id } = await scene.sources.create(scene.scope, draft, "hash-1");
    await scene.sources.rotateKey(scene.scope, id, "hash-2", noon + 24 * hourMs);
    await scene.sources.rotateKey(scene.scope, id, "hash-3", noon);
    expect([await holderOf(scene, "hash-1"), await holderOf(scene, "hash-2"), await holderOf(scene, "hash-3")]).toEqual(
      [null, null, id],
    );
  });

  test("of one source is not touched when another's is replaced", async () => {
    await using scene = await openScene();
    const [one, two] = [
      await scene.sources.create(scene.scope, draft, "hash-1"),
      await scene.sources.create(scene.scope, draft, "hash-2"),
    ];
    await scene.sources.rotateKey(scene.scope, one.id, "hash-3", noon);
    expect([await holderOf(scene, "hash-1"), await holderOf(scene, "hash-2")]).toEqual([null, two.id]);
  });

  test("of an archived source opens nothing", async () => {
    await using scene = await openScene();
    const { id } = await scene.sources.create(scene.scope, draft, "hash-1");
    await scene.sources.archive(scene.scope, id);
    expect(await holderOf(scene, "hash-1")).toBeNull();
  });
});

describe("a payload problem", () => {
  const keep = (scene: Scene, index: number, payload = "{") =>
    scene.intake.keepProblem({
      organizationId: scene.organization.id,
      sourceId: scene.source.id,
      index,
      path: "title",
      problem: "is missing",
      payload,
      receivedAt: scene.clock.now(),
    });

  test("is shown beside its source alone", async () => {
    await using scene = await openScene();
    const other = await scene.sources.create(scene.scope, draft, "hash-1");
    const tenant = await addTenant(scene);
    const id = await keep(scene, 0);
    const noProblem = aRefusal("notFound", "There is no such payload problem");
    await expect(scene.sources.problem(scene.scope, other.id, id)).rejects.toEqual(noProblem);
    await expect(scene.sources.problem(tenant.scope, tenant.source.id, id)).rejects.toEqual(noProblem);
    await expect(scene.sources.problem(tenant.scope, scene.source.id, id)).rejects.toEqual(notFound);
    await expect(scene.sources.resolveProblem(tenant.scope, tenant.source.id, id)).rejects.toEqual(noProblem);
    expect(await scene.sources.problems(scene.scope, other.id, { limit: 9, after: null })).toEqual({
      items: [],
      next: null,
    });
    expect((await scene.sources.problem(scene.scope, scene.source.id, id)).resolvedAt).toBeNull();
  });

  test("is resolved once", async () => {
    await using scene = await openScene();
    const id = await keep(scene, 0);
    const at = scene.clock.pass(hourMs);
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => scene.sources.resolveProblem(scene.scope, scene.source.id, id)),
    );
    const twice = aRefusal("conflict", "This payload problem was resolved already");
    expect(results.map((one) => (one.status === "rejected" ? one.reason : "resolved"))).toEqual([
      "resolved",
      twice,
      twice,
    ]);
    expect(await scene.sources.problem(scene.scope, scene.source.id, id)).toMatchObject({ resolvedAt: at });
    await expect(
      scene.sources.resolveProblem(scene.scope, scene.source.id, asId<PayloadProblemId>("none")),
    ).rejects.toEqual(aRefusal("notFound", "There is no such payload problem"));
  });

  test("is found in its page, newest first, each once, also when more come in meanwhile", async () => {
    await using scene = await openScene();
    const kept: PayloadProblemId[] = [];
    for (let index = 0; index < 7; index += 1) kept.push(await keep(scene, index));
    const seen = await walk(
      (page) => scene.sources.problems(scene.scope, scene.source.id, page),
      async (turn) => {
        await keep(scene, 100 + turn);
      },
    );
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(kept.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test("the list of sources can be walked page by page, each source once, also when more are added meanwhile", async () => {
  await using scene = await openScene();
  const made = [scene.source.id];
  for (let i = 0; i < 7; i += 1) made.push((await scene.sources.create(scene.scope, draft, `hash-${i}`)).id);
  const seen = await walk(
    (page) => scene.sources.list(scene.scope, page),
    async (turn) => {
      await scene.sources.create(scene.scope, draft, `late-${turn}`);
    },
  );
  const ids = seen.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(made.filter((id) => !ids.includes(id))).toEqual([]);
});
