import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { answer, startSink, testAuthorityPath } from "../smtp-sink/index.ts";
import { freePort } from "./harness/free-port.ts";
import { type Product, startProduct } from "./harness/product.ts";
import { lacksRedis, startPlainRedis } from "./harness/redis.ts";
import { tocsin, tocsinJson } from "./harness/tocsin.ts";

interface Check {
  readonly name: string;
  readonly state: string;
  readonly found: string;
  readonly advice: string | null;
}

interface Report {
  readonly ok: boolean;
  readonly faults: number;
  readonly checks: readonly Check[];
}

const placeOf = ({ dataDir }: Pick<Product, "dataDir">): NodeJS.ProcessEnv => ({ TOCSIN_DATA_DIR: dataDir });

/** What the doctor finds wrong or worth a look, by the name of what it looked at. */
const findings = async (env: NodeJS.ProcessEnv): Promise<Readonly<Record<string, string>>> => {
  const { stdout, code } = await tocsin(["doctor", "--json"], env);
  const { ok, checks } = JSON.parse(stdout) as Report;
  expect(code).toBe(ok ? 0 : 1);
  const found = checks.filter(({ state }) => state === "fault" || state === "warning");
  for (const { advice } of found) expect(advice).toMatch(/\w/);
  // How full this machine's disk is says nothing about Tocsin.
  return Object.fromEntries(
    found.filter(({ name }) => name !== "disk").map((one) => [one.name, `${one.state}: ${one.found}`]),
  );
};

const emptyFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-doctor-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

test("a healthy installation is found healthy, running or stopped, and the doctor leaves nothing behind", async () => {
  await using product = await startProduct();
  expect(await findings(placeOf(product))).toEqual({});
  const before = (await readdir(product.dataDir)).sort();
  const said = await tocsin(["doctor"], placeOf(product));
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/^ok +database +opens, .*its pages fit together$/m);
  expect(said.stdout).toMatch(/^ok +transport +capture .*No mail server is set/m);
  expect((await readdir(product.dataDir)).sort()).toEqual(before);
  await Promise.all([product.api.stop(), product.worker.stop()]);
  expect(await findings(placeOf(product))).toEqual({});
});

describe("the way to the mail server", () => {
  const env = async (SMTP_URL: string, more: NodeJS.ProcessEnv = {}) => ({
    TOCSIN_DATA_DIR: await emptyFolder(),
    SMTP_URL,
    ...more,
  });
  const transport = async (variables: NodeJS.ProcessEnv): Promise<Check | undefined> =>
    (await tocsinJson<Report>(["doctor"], variables, 1)).checks.find(({ name }) => name === "transport");
  const auth = { user: "tocsin", pass: "s3cret-canary", methods: ["PLAIN"] } as const;

  test("is gone up to the sign-in, and no mail is sent", async () => {
    await using sink = await startSink({ tls: "starttls", auth });
    const found = await transport(await env(sink.url, { NODE_EXTRA_CA_CERTS: testAuthorityPath }));
    expect(found).toMatchObject({
      state: "ok",
      found: expect.stringContaining("TLS by STARTTLS, signed in as tocsin"),
    });
    expect(sink.transactions).toEqual([]);
  });

  test("that ends at a name, a port, a certificate or a password is said to end there", async () => {
    await using sink = await startSink({ tls: "implicit", auth, certificate: "expired" });
    const trusting = { NODE_EXTRA_CA_CERTS: testAuthorityPath };
    expect(await transport(await env(sink.url, trusting))).toMatchObject({
      found: expect.stringContaining("No secure connection"),
    });
    await using strict = await startSink({ auth, behave: answer("auth", "535 5.7.8 no: s3cret-canary") });
    const refused = await transport(await env(strict.url));
    expect(refused).toMatchObject({
      state: "fault",
      found: expect.stringContaining("The server refused the sign-in: 535"),
    });
    expect(refused?.advice).toContain("user and password");
    expect(refused?.found).not.toContain("canary");
    expect(await transport(await env("smtp://no-such-host.invalid:25?tls=none"))).toMatchObject({
      found: expect.stringContaining("The server's name was not found"),
    });
    expect(await transport(await env(`smtp://127.0.0.1:${await freePort()}`))).toMatchObject({
      found: expect.stringContaining("No connection to the server"),
    });
  });

  test("tells of a clock that is wrong, where the server greets with the time", async () => {
    const old = "220 sink ESMTP ready at Sat, 21 Nov 2026 00:00:00 +0000";
    await using sink = await startSink({ behave: answer("connect", old) });
    expect(await findings(await env(sink.url))).toMatchObject({
      "clock of mail server": expect.stringMatching(/^warning: This machine is \d+ h (ahead of|behind) it$/),
    });
  });
});

test("every fault of the settings is named, and none of their values", async () => {
  const { stdout, code } = await tocsin(["doctor"], {
    TOCSIN_DATA_DIR: await emptyFolder(),
    TOCSIN_SECRET_KEY: "short-canary",
    TRUST_PROXY: "1",
    PORT: "many",
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^WRONG +configuration +PORT: /m);
  expect(stdout).toMatch(/^WRONG +configuration +TOCSIN_SECRET_KEY: must have at least 32 characters$/m);
  expect(stdout).not.toContain("canary");
});

test("a database that is missing, or is none, is said to be so", async () => {
  const dataDir = await emptyFolder();
  expect(await findings({ TOCSIN_DATA_DIR: dataDir })).toEqual({
    database: `fault: There is no ${join(dataDir, "tocsin.db")}`,
  });
  await writeFile(join(dataDir, "tocsin.db"), "This is a letter, and no database.\n".repeat(100));
  expect(await findings({ TOCSIN_DATA_DIR: dataDir })).toEqual({
    database: expect.stringMatching(/^fault: It cannot be read: SQLITE_NOTADB/),
  });
});

test("mail that failed or that nobody sends is counted, and what to do is said", async () => {
  await using sink = await startSink({ behave: answer("rcpt", "550 5.1.1 no such user here") });
  await using product = await startProduct({ SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const source = await administrator.makeSource("generic");
  await source.ingest({ title: "Odd sign-in", severity: "high" });
  await administrator.settled(1);
  expect(await findings(placeOf(product))).toEqual({ "failed mail": "warning: 1 were given up in the last 24 hours" });
});

describe.skipIf(lacksRedis())("Redis", () => {
  const redisOf = async (REDIS_URL: string) =>
    Object.fromEntries(
      Object.entries(await findings({ TOCSIN_DATA_DIR: await emptyFolder(), REDIS_URL })).filter(([name]) =>
        name.startsWith("Redis"),
      ),
    );

  test("that keeps what it is given is fine", async () => {
    await using redis = await startPlainRedis(["--appendonly", "yes", "--requirepass", "pass word"]);
    expect(await redisOf(`redis://:pass%20word@127.0.0.1:${redis.port}`)).toEqual({});
    const wrong = await redisOf(`redis://:canary@127.0.0.1:${redis.port}`);
    expect(wrong).toEqual({ Redis: expect.stringMatching(/^fault: It does not answer: WRONGPASS/) });
    expect(JSON.stringify(wrong)).not.toContain("canary");
  });

  test("that may forget what it is given is not", async () => {
    await using redis = await startPlainRedis(["--maxmemory-policy", "allkeys-lru"]);
    expect(await redisOf(`redis://127.0.0.1:${redis.port}`)).toEqual({
      "Redis memory": expect.stringContaining("fault: maxmemory-policy is allkeys-lru"),
      "Redis file": expect.stringContaining("warning: appendonly is off"),
    });
  });

  test("that is not there is said not to answer", async () => {
    expect(await redisOf(`redis://127.0.0.1:${await freePort()}`)).toEqual({
      Redis: expect.stringContaining("fault: It does not answer"),
    });
  });
});
