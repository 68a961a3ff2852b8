import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asId } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { createCapture } from "./capture.ts";
import { composeMime } from "./mime.ts";
import { aRequest, sendThrough } from "./testing.ts";
import { mimeText, transportContract } from "./transport-contract.ts";

const temporaryFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), "tocsin-capture-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

const filesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

transportContract("capture", async () => {
  const home = await temporaryFolder();
  const folder = join(home.path, "made", "at first use");
  return {
    transport: createCapture({ kind: "capture", folder }),
    takes: "captured",
    arrived: async () => Promise.all((await filesIn(folder)).map((name) => readFile(join(folder, name), "latin1"))),
    asItArrives: mimeText,
    [Symbol.asyncDispose]: home[Symbol.asyncDispose],
  };
});

test("a mail is kept under its delivery's id, and nothing else is left in the folder", async () => {
  await using home = await temporaryFolder();
  const transport = createCapture({ kind: "capture", folder: home.path });
  expect(await sendThrough(transport, aRequest(7))).toEqual({ kind: "captured", reply: "kept as delivery-7.eml" });
  expect(await filesIn(home.path)).toEqual(["delivery-7.eml"]);
  expect(await readFile(join(home.path, "delivery-7.eml"))).toEqual(composeMime(aRequest(7).mail));
});

test("another attempt at the same delivery leaves one file", async () => {
  await using home = await temporaryFolder();
  const transport = createCapture({ kind: "capture", folder: home.path });
  await Promise.all([1, 2, 3].map(() => sendThrough(transport, aRequest())));
  expect(await filesIn(home.path)).toEqual(["delivery-1.eml"]);
});

test("an id that is no file name stays inside the folder", async () => {
  await using home = await temporaryFolder();
  const folder = join(home.path, "mails");
  const transport = createCapture({ kind: "capture", folder });
  await sendThrough(transport, { ...aRequest(), deliveryId: asId("../escaped") });
  await sendThrough(transport, { ...aRequest(), deliveryId: asId("a/b\0c") });
  expect(await filesIn(home.path)).toEqual(["mails"]);
  expect(await filesIn(folder)).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}\.eml$/),
    expect.stringMatching(/^[0-9a-f]{64}\.eml$/),
  ]);
});

test("a folder that was removed meanwhile is made again", async () => {
  await using home = await temporaryFolder();
  const folder = join(home.path, "mails");
  const transport = createCapture({ kind: "capture", folder });
  await sendThrough(transport, aRequest(1));
  await rm(folder, { recursive: true });
  await sendThrough(transport, aRequest(2));
  expect(await filesIn(folder)).toEqual(["delivery-2.eml"]);
});

test("a folder that cannot be written is deferred with the system's reason", async () => {
  await using home = await temporaryFolder();
  const inTheWay = join(home.path, "a file");
  await writeFile(inTheWay, "");
  const transport = createCapture({ kind: "capture", folder: join(inTheWay, "mails") });
  expect(await sendThrough(transport, aRequest())).toEqual({
    kind: "deferred",
    reason: expect.stringMatching(/^The mail could not be kept: ENOTDIR/),
    code: "ENOTDIR",
    enhancedCode: null,
    retryAfterMs: null,
  });
});
