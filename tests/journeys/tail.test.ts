import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, copyFile, mkdtemp, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startProduct } from "./harness/product.ts";
import { root } from "./harness/program.ts";
import { tocsin } from "./harness/tocsin.ts";
import { until } from "./harness/until.ts";

/** A line of EVE as Suricata writes it; each signature is an incident of its own. */
const line = (n: number): string =>
  `${JSON.stringify({
    timestamp: "2026-03-02T08:21:00.123456+0000",
    flow_id: 1_000_000 + n,
    event_type: "alert",
    src_ip: "10.1.2.3",
    dest_ip: "203.0.113.9",
    proto: "TCP",
    alert: {
      action: "allowed",
      gid: 1,
      signature_id: n,
      rev: 1,
      signature: `Signature ${n}`,
      category: "x",
      severity: 1,
    },
  })}\n`;

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join("");

test("a log is sent line by line, once, through rotation, kill -9 and an api that is away", async () => {
  await using product = await startProduct({ TOCSIN_STORM_LIMIT: "0", TOCSIN_STORM_LIMIT_HIGH: "0" });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const source = { name: "Sensor", kind: "suricata" };
  const { body } = await administrator.request<{ key: string }>("POST", "/api/v1/sources", source);
  const folder = await mkdtemp(join(tmpdir(), "tocsin-tail-"));
  const log = join(folder, "eve.json");
  const state = join(folder, "tail.state");
  const env = { PATH: process.env["PATH"], TOCSIN_SOURCE_KEY: body.key };
  const words = ["tail", log, "--url", product.url, "--state", state, "--only", '"event_type":"alert"'];
  let child: ChildProcess | null = null;
  let said = "";
  const start = (): void => {
    child = spawn(process.execPath, [join(root, "apps/cli/dist/main.js"), ...words], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    child = null;
  };
  const told = async (): Promise<readonly string[]> =>
    (await administrator.deliveries()).map(({ incident }) => String(incident.number));
  const haveCome = (count: number) => until(`${count} mails`, async () => (await told()).length === count, 60_000);

  try {
    await writeFile(log, lines(0, 10));
    start();
    await haveCome(10);
    // A line in two writes, and what is no alert.
    const [half, rest] = [line(10).slice(0, 60), line(10).slice(60)];
    await appendFile(log, `{"event_type":"flow"}\n${half}`);
    await appendFile(log, `${rest}${lines(11, 15)}`);
    await haveCome(15);
    // Killed, and rotated by renaming before it is back.
    await end("SIGKILL");
    await appendFile(log, lines(15, 20));
    await rename(log, `${log}.1`);
    await writeFile(log, lines(20, 25));
    start();
    await haveCome(25);
    // Rotated under it, by copying and cutting short.
    await copyFile(log, `${log}.2`);
    await truncate(log, 0);
    await appendFile(log, lines(25, 28));
    await haveCome(28);
    // The api is away: nothing is lost, and it is said.
    await product.api.crash();
    await appendFile(log, lines(28, 35));
    await until("a word about it", async () => said.includes("Nothing is lost"));
    await product.api.start();
    await haveCome(35);
    await end("SIGKILL");
    // As if it had died between the answer and the writing of its place: everything once more.
    const place = JSON.parse(await readFile(state, "utf8"));
    await writeFile(
      state,
      JSON.stringify({ ...place, offset: 0, head: { length: 0, digest: "e3b0c44298fc1c149afbf4c8996fb924" } }),
    );
    const again = await tocsin([...words, "--once"], env);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("Sent 10 lines") });
    await administrator.settled(35);
    expect(new Set(await told()).size).toBe(35);
  } finally {
    await end("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
});

test("a key that is none, and an address that is not Tocsin's, are said", async () => {
  await using product = await startProduct();
  await product.client.setUp(product.setupToken);
  const folder = await mkdtemp(join(tmpdir(), "tocsin-tail-"));
  const log = join(folder, "eve.json");
  try {
    await writeFile(log, line(1));
    const words = ["tail", log, "--url", product.url, "--once"];
    const wrong = await tocsin(words, { TOCSIN_SOURCE_KEY: "tsk_none" });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("knows no source with this key") });
    expect(await tocsin(words, {})).toMatchObject({ code: 2, stderr: expect.stringContaining("TOCSIN_SOURCE_KEY") });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
