import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/index.ts";
import { openDoorbell } from "./doorbell.ts";

const aWhile = { timeout: 20_000, interval: 2 };

/** Two processes' bells of one database. */
const pairOf = (name: string) => {
  const [ours, theirs] = [openDoorbell({ memory: false, name }), openDoorbell({ memory: false, name })];
  const ring = () => {
    theirs.mark();
    theirs.ring();
  };
  return { ours, theirs, ring };
};

test("each ring is heard elsewhere, whichever process opened its bell first", async () => {
  await using folder = await temporaryFolder();
  const { ours, theirs, ring } = pairOf(folder.database);
  const heard = vi.fn();
  ring();
  const stop = ours.listen(heard);
  for (const times of [1, 2, 3]) {
    ring();
    await vi.waitFor(() => expect(heard.mock.calls.length).toBeGreaterThanOrEqual(times), aWhile);
  }
  stop();
  theirs.close();
});

test("a commit that added no job rings nowhere", async () => {
  await using folder = await temporaryFolder();
  const { theirs, ring } = pairOf(folder.database);
  theirs.ring();
  expect(existsSync(`${folder.database}-bell`)).toBe(false);
  ring();
  expect(existsSync(`${folder.database}-bell`)).toBe(true);
  theirs.close();
});

test("nothing is heard after stopping", async () => {
  await using folder = await temporaryFolder();
  const { ours, theirs, ring } = pairOf(folder.database);
  const [before, after] = [vi.fn(), vi.fn()];
  ours.listen(before)();
  const stop = ours.listen(after);
  ring();
  await vi.waitFor(() => expect(after).toHaveBeenCalled(), aWhile);
  expect(before).not.toHaveBeenCalled();
  stop();
  theirs.close();
});

test("a bell that cannot be opened harms nobody", async () => {
  await using folder = await temporaryFolder();
  const missing = pairOf(`${folder.database}/nowhere/tocsin.db`);
  missing.ring();
  missing.ours.listen(() => {})();
  missing.theirs.close();
});
