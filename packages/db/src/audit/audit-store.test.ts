import type { Act } from "@tocsin/core/audit";
import { asId, DomainError, type UserId } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { aRuleDraft, openScene, type Scene } from "../testing/scene.ts";

const everything = { actor: null, action: null, object: null, outcome: null, from: null, to: null };
const page = { limit: 200, after: null };

const actIn = ({ organization }: Scene, action = "POST /api/v1/notification-rules"): Act => ({
  organizationId: organization.id,
  actor: { kind: "user", id: asId<UserId>("ada"), name: "Ada" },
  action,
  right: "rules.manage",
  object: { kind: "Notification rules", id: null },
  requestId: "r-1",
});

const make = (scene: Scene, name: string) =>
  scene.audit.inTheNameOf(actIn(scene), () =>
    scene.rules.create(scene.scope, aRuleDraft({ name }), { kind: "system" }),
  );

const readerOf = ({ organization }: Scene) => ({ organizationId: organization.id, administersAll: false });

const listed = async (scene: Scene, filter: Partial<typeof everything> = {}) =>
  (await scene.audit.list(readerOf(scene), { ...everything, ...filter }, page)).items;

test("what somebody writes leaves an entry that says who, what, and what it became", async () => {
  await using scene = await openScene();
  const { rule } = await make(scene, "Servers");
  expect(await listed(scene)).toMatchObject([
    {
      seq: 1,
      actor: { name: "Ada" },
      action: "POST /api/v1/notification-rules",
      right: "rules.manage",
      object: { kind: "notification rule", id: rule.id },
      outcome: "done",
      before: null,
      after: { name: "Servers" },
      previousHash: "",
    },
  ]);
  await make(scene, "Laptops");
  const [second, first] = await listed(scene);
  expect(second?.previousHash).toBe(first?.hash);
  expect(await scene.audit.verify()).toMatchObject({ entries: 2, head: { seq: 2, hash: second?.hash }, fault: null });
});

test("a write that is undone leaves none, neither does one that is nobody's, nor a request that only reads", async () => {
  await using scene = await openScene();
  await make(scene, "Servers");
  await expect(make(scene, "Servers")).rejects.toBeInstanceOf(DomainError);
  await scene.addRule({ name: "Of the program itself" });
  await scene.audit.inTheNameOf(actIn(scene), () => scene.rules.list(scene.scope, page));
  expect(await listed(scene)).toHaveLength(1);
});

test("requests at the same time leave an entry each, with what each of them did", async () => {
  await using scene = await openScene();
  const names = Array.from({ length: 20 }, (_, index) => `Rule ${index}`);
  await Promise.all(names.map((name) => make(scene, name)));
  const entries = await listed(scene);
  expect(entries.map(({ after }) => (after as { name: string }).name).sort()).toEqual(names.sort());
  expect((await scene.audit.verify()).fault).toBeNull();
});

test("a denial says which right was missing, and both are found by whom, what, where and when", async () => {
  await using scene = await openScene();
  const { rule } = await make(scene, "Servers");
  const at = scene.clock.pass(60_000);
  const act = { ...actIn(scene, "DELETE /api/v1/sources/{id}"), object: { kind: "Sources", id: "s-1" } };
  await scene.audit.deny(act, { missing: "sources.manage", because: "It is not among your rights" });
  const [denied] = await listed(scene, { outcome: "denied" } as never);
  expect(denied).toMatchObject({ seq: 2, denied: { missing: "sources.manage" } });
  const found = async (filter: object) => (await listed(scene, filter)).map(({ seq }) => seq);
  expect(await found({ actor: "ada" })).toEqual([2, 1]);
  expect(await found({ actor: "eve" })).toEqual([]);
  expect(await found({ action: "delete" })).toEqual([2]);
  expect(await found({ object: rule.id })).toEqual([1]);
  expect(await found({ object: "sources" })).toEqual([2]);
  expect(await found({ from: at })).toEqual([2]);
  expect(await found({ to: at - 1 })).toEqual([1]);
});

test.each([
  ["changed", "UPDATE audit_entries SET action = 'GET /' WHERE seq = 2", 2],
  ["whose actor was changed", 'UPDATE audit_entries SET actor = \'{"kind":"system"}\' WHERE seq = 3', 3],
  ["removed", "DELETE FROM audit_entries WHERE seq = 2", 2],
  ["removed at the end", "DELETE FROM audit_entries WHERE seq = 4", 4],
  ["swapped with another", "UPDATE audit_entries SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)", 2],
])("an entry that was %s is found", async (_name, tampering, seq) => {
  await using scene = await openScene();
  for (const name of ["A", "B", "C", "D"]) await make(scene, name);
  const { sqlite } = scene.parts;
  expect(() => sqlite.exec(tampering)).toThrow(/never (changed|deleted)/);
  sqlite.exec("DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_remain");
  sqlite.exec(tampering);
  sqlite.exec("UPDATE audit_entries SET seq = -seq WHERE seq < 0");
  expect((await scene.audit.verify()).fault).toMatchObject({ seq });
});

test("a chain that was made anew is found by an end that was noted earlier", async () => {
  await using scene = await openScene();
  await make(scene, "A");
  const { head } = await scene.audit.verify();
  const { sqlite } = scene.parts;
  sqlite.exec("DROP TRIGGER audit_entries_remain; DELETE FROM audit_entries; DELETE FROM audit_head");
  await make(scene, "B");
  await make(scene, "C");
  expect((await scene.audit.verify()).fault).toBeNull();
  expect((await scene.audit.verify(head)).fault).toMatchObject({ seq: 1, fault: "changed" });
  expect((await scene.audit.verify({ seq: 9, hash: head.hash })).fault).toMatchObject({ fault: "cut" });
});
