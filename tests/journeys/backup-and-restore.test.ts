import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startProduct } from "./harness/product.ts";
import { program } from "./harness/program.ts";
import { tocsin, tocsinJson } from "./harness/tocsin.ts";

const emptyFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-backups-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A backup of an installation with one incident, and the folder that it lies in. */
const aBackup = async (...options: readonly string[]) => {
  const folder = await emptyFolder();
  const file = join(folder, "backup.tar.gz");
  await using product = await startProduct();
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const source = await administrator.makeSource("generic");
  await source.ingest({ title: "Odd sign-in", severity: "high" });
  await administrator.settled(1);
  const said = await tocsin(["backup", file, ...options], { TOCSIN_DATA_DIR: product.dataDir });
  const key = await readFile(join(product.dataDir, "secret.key"), "utf8");
  return { folder, file, said, key };
};

interface Restored {
  readonly held: { readonly total: number };
  readonly key: string;
  readonly movedTo: string | null;
}

test("a backup says whether the secret key is in it, is its owner's alone, and overwrites nothing", async () => {
  const { file, said, folder } = await aBackup();
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining("The secret key is NOT in it") });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["backup.tar.gz"]);
  const before = await readFile(file);
  const again = await tocsin(["backup", file], { TOCSIN_DATA_DIR: folder });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("exists already") });
  expect(await readFile(file)).toEqual(before);

  const dataDir = join(folder, "data");
  const restored = await tocsin(["restore", file], { TOCSIN_DATA_DIR: dataDir });
  expect(restored).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("The secret key is not in the backup and not here"),
  });
  expect(restored.stdout).toContain("No delivery was open: nothing is held.");
  expect(await readdir(dataDir)).toEqual(["tocsin.db"]);
});

test("a backup with the key restores the same installation, and programs run on it", async () => {
  const { folder, file, said, key } = await aBackup("--with-key");
  expect(said.stdout).toContain("The secret key IS in it");
  const dataDir = join(folder, "data");
  const env = { TOCSIN_DATA_DIR: dataDir };
  expect(await tocsinJson<Restored>(["restore", file], env)).toMatchObject({
    key: "restored",
    movedTo: null,
    held: { total: 0 },
  });
  expect(await readFile(join(dataDir, "secret.key"), "utf8")).toBe(key);
  expect((await stat(join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
  const api = program("api", { PATH: process.env["PATH"], PORT: "0", ...env });
  await api.start();
  expect(api.output).not.toContain("Set up at");
  // A program runs: the folder is its own now, whatever anybody says.
  const refused = await tocsin(["restore", file, "--force"], env);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("A program runs on") });
  expect(await api.stop()).toBe(0);
});

test("a folder that is not empty is restored over by force alone, and what lay there is kept", async () => {
  const { folder, file } = await aBackup("--with-key");
  const dataDir = join(folder, "data");
  await mkdir(dataDir);
  await writeFile(join(dataDir, "tocsin.db"), "what was here before");
  await writeFile(join(dataDir, "secret.key"), "k".repeat(40));
  const env = { TOCSIN_DATA_DIR: dataDir };
  const refused = await tocsin(["restore", file], env);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("is not empty (secret.key)") });
  expect(await readFile(join(dataDir, "tocsin.db"), "utf8")).toBe("what was here before");
  const { movedTo } = await tocsinJson<Restored>(["restore", file, "--force"], env);
  expect(await readFile(join(movedTo ?? "", "tocsin.db"), "utf8")).toBe("what was here before");
  expect(await readFile(join(movedTo ?? "", "secret.key"), "utf8")).toBe("k".repeat(40));
  expect((await tocsin(["doctor"], env)).code).toBe(0);
});

test("a key that is not the backup's is said to be another", async () => {
  const { folder, file, key } = await aBackup();
  const env = { TOCSIN_DATA_DIR: join(folder, "data"), TOCSIN_SECRET_KEY: "another key of more than 32 characters" };
  const other = await tocsin(["restore", file], env);
  expect(other.stdout).toContain("The secret key here is NOT that of the backup");
  const same = { TOCSIN_DATA_DIR: join(folder, "same"), TOCSIN_SECRET_KEY: key.trim() };
  expect(await tocsinJson<Restored>(["restore", file], same)).toMatchObject({ key: "same" });
});

test("a backup that was damaged on its way is refused, and the data folder stays as it was", async () => {
  const { folder, file } = await aBackup();
  const whole = await readFile(file);
  const flipped = Buffer.from(whole);
  flipped.writeUInt8(flipped.readUInt8(whole.length >> 1) ^ 1, whole.length >> 1);
  const damaged: Readonly<Record<string, Buffer>> = {
    "one bit flipped": flipped,
    "the end missing": whole.subarray(0, whole.length >> 1),
    "a letter": Buffer.from("Dear reader, this is no backup."),
    nothing: Buffer.of(),
  };
  for (const [name, bytes] of Object.entries(damaged)) {
    const copy = join(folder, "damaged.tar.gz");
    await writeFile(copy, bytes);
    const dataDir = join(folder, "data");
    const refused = await tocsin(["restore", copy], { TOCSIN_DATA_DIR: dataDir });
    expect([name, refused.code]).toEqual([name, 1]);
    expect(refused.stderr).toContain("is no backup that can be restored");
    expect(await readdir(dataDir)).toEqual([]);
  }
});
