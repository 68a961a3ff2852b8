import { type EvidenceType, evidenceTypes } from "@tocsin/core/incidents";
import { anIncomingOn } from "@tocsin/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openScene, openTestStores, type Scene, temporaryFolder } from "../testing/index.ts";
import { beginningWith, rangeOf, wordOf } from "./evidence-words.ts";

const openIndex = () => {
  const stores = openTestStores();
  const { sqlite } = stores.parts;
  const insert = sqlite.prepare("insert into evidence_words (words, incident_id) values (?, ?)");
  const matching = sqlite
    .prepare("select distinct incident_id from evidence_words where evidence_words match ?")
    .pluck();
  const between = sqlite.prepare("select distinct term from evidence_terms where term >= ? and term < ?").pluck();
  return {
    file: (incident: string, ...pieces: readonly { type: EvidenceType; key: string }[]) =>
      insert.run(pieces.map(wordOf).join(" "), incident),
    beginningWith: (text: string) => matching.all(beginningWith(text)),
    wordsOf: (type: EvidenceType) => between.all(...rangeOf(type)),
    [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose](),
  };
};

const aType = fc.constantFrom(...evidenceTypes);
/** Also blanks, quotes, what a question to the index is made of, and letters of every alphabet. */
const aKey = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("a", "_", '"', "*", " ", "\n", "\0", "OR", "NOT", "ü", "😀", ":", "^", "("),
    minLength: 1,
  }),
);

test("whatever a piece of evidence is called, it is found by each beginning of its name, and by nothing else", async () => {
  await using index = openIndex();
  let filed = 0;
  fc.assert(
    fc.property(aType, aKey, fc.nat(), aKey, (type, key, length, other) => {
      const incident = `i-${filed++}`;
      index.file(incident, { type, key });
      const letters = [...key];
      const beginning = letters.slice(0, 1 + (length % letters.length)).join("");
      expect(index.beginningWith(beginning)).toContain(incident);
      expect(index.beginningWith(other).includes(incident)).toBe(key.startsWith(other));
    }),
    { numRuns: 300 },
  );
});

test("the words of one type are told from those of all others", async () => {
  await using index = openIndex();
  for (const type of evidenceTypes) index.file(type, { type, key: "a" }, { type, key: "\u{10ffff}" });
  for (const type of evidenceTypes) {
    const mine = ["a", "\u{10ffff}"].map((key) => wordOf({ type, key }));
    expect(index.wordsOf(type).toSorted()).toEqual(mine.toSorted());
  }
});

const found = async (scene: Scene, text: string) => {
  const filter = { severities: [], statuses: [], text };
  const { items } = await scene.incidents.list(scene.scope, filter, { limit: 99, after: null });
  return items.map(({ externalId }) => externalId).toSorted();
};

test("what two programs file in turns is found by both", async () => {
  await using folder = await temporaryFolder();
  await using one = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: one });
  for (let n = 0; n < 40; n += 2) {
    await one.record(anIncomingOn(`one-${n}`, `srv-${n}`));
    await other.record(anIncomingOn(`other-${n}`, `srv-${n + 1}`));
  }
  const all = await found(one, "srv-1");
  expect(all).toHaveLength(11);
  expect(await found(other, "srv-1")).toEqual(all);
});

test("a piece that comes again is not filed again, and one that comes later is found as well", async () => {
  await using scene = await openScene();
  await scene.record(anIncomingOn("a", "srv-1"));
  const rows = () => scene.parts.sqlite.prepare("select count(*) from evidence_words").pluck().get();
  const before = rows();
  scene.clock.pass(1);
  await scene.record(anIncomingOn("a", "srv-1"));
  expect(rows()).toBe(before);
  scene.clock.pass(1);
  await scene.record(anIncomingOn("a", "srv-1", "wks-2"));
  expect([await found(scene, "srv-1"), await found(scene, "wks")]).toEqual([["a"], ["a"]]);
  const words = ["srv-1", "wks-2"].map((key) => wordOf({ type: "device", key }));
  expect(scene.parts.sqlite.prepare("select term from evidence_terms order by term").pluck().all()).toEqual(words);
});

test("what a recording filed that was undone is not found, and what was recorded with it is", async () => {
  await using scene = await openScene();
  const decide = () => {
    throw new Error("no");
  };
  const fails = scene.record(anIncomingOn("undone", "srv-1"), { decide });
  await Promise.all([expect(fails).rejects.toThrow("no"), scene.record(anIncomingOn("kept", "srv-2"))]);
  expect(await found(scene, "srv-")).toEqual(["kept"]);
  expect(scene.parts.sqlite.pragma("integrity_check", { simple: true })).toBe("ok");
});
