import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { answer, headerOf, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { freePort } from "./harness/free-port.ts";
import { type Product, startProduct } from "./harness/product.ts";
import { root } from "./harness/program.ts";
import { tocsin, tocsinJson } from "./harness/tocsin.ts";

const soc = "soc@contoso.example";

/** The environment that the product's programs run with, as far as a command needs it. */
const of = ({ dataDir, url, setupToken }: Product, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  TOCSIN_DATA_DIR: dataDir,
  TOCSIN_PUBLIC_URL: url,
  TOCSIN_SETUP_TOKEN: setupToken,
  ...env,
});

const emptyFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-command-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

describe("calling it wrongly ends with 2 and says what would be right", () => {
  test.each([
    [["sreve"], "There is no command sreve. tocsin --help lists the commands."],
    [["user"], "There is no command user. Say user reset-password."],
    [["backup"], "Which file? Say tocsin backup <file>"],
    [["backup", "a", "b"], "b is one word too many."],
    [["redrive", "--all"], "Unknown option '--all'. tocsin redrive --help lists the options."],
    [["redrive"], "Which deliveries? Name one by its id, or say --failed, --in-doubt or --held"],
    [["redrive", "--failed", "--since", "yesterday"], "yesterday is no time"],
    [["serve", "console"], "There is no program console."],
    [["send-test", "nobody"], "nobody is no address"],
  ])("%j", async (words, expected) => {
    const env = { TOCSIN_DATA_DIR: await emptyFolder() };
    const { code, stdout, stderr } = await tocsin(words, env);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(expected);
    const asked = await tocsin([...words, "--json"], env);
    expect(asked.code).toBe(2);
    expect(JSON.parse(asked.stdout)).toEqual({ problem: expect.stringContaining(expected) });
  });

  test("a fault in the environment is named, and its value is not shown", async () => {
    const { code, stderr } = await tocsin(["setup-link"], { TOCSIN_SECRET_KEY: "my-secret", PORT: "many" });
    expect(code).toBe(2);
    expect(stderr).toContain("TOCSIN_SECRET_KEY: must have at least 32 characters");
    expect(stderr).toContain("PORT");
    expect(stderr).not.toContain("my-secret");
  });
});

test("every program says the same version, whoever started it", async () => {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { readonly version: string };
  const env = { npm_package_version: "9.9.9" };
  expect(await tocsin(["--version"], env)).toMatchObject({ code: 0, stdout: `${version}\n` });
  const port = await freePort();
  await using product = await startProduct(env, { TOCSIN_WORKER_METRICS_PORT: String(port) });
  for (const url of [product.url, `http://127.0.0.1:${port}`]) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain(`tocsin_build_info{version="${version}",`);
  }
});

test("commands that need an installation say so where there is none, and make nothing", async () => {
  const dataDir = join(await emptyFolder(), "data");
  for (const words of [["backup", "/tmp/x.tar.gz"], ["send-test", soc], ["redrive", "--failed"], ["setup-link"]]) {
    const { code, stderr } = await tocsin(words, { TOCSIN_DATA_DIR: dataDir });
    expect([words, code]).toEqual([words, 1]);
    expect(stderr).toContain(dataDir);
  }
});

test("the set-up link is the one that works, and after the set-up there is none", async () => {
  await using product = await startProduct();
  const before = await tocsin(["setup-link"], of(product));
  expect(before).toMatchObject({ code: 0, stdout: `${product.url}/setup#token=${product.setupToken}\n` });
  const token = new URL(before.stdout.trim()).hash.replace("#token=", "");
  await product.client.setUp(token);
  const after = await tocsin(["setup-link"], of(product));
  expect(after).toMatchObject({ code: 1, stdout: "" });
  expect(after.stderr).toContain("set up already");
});

test("a set-up token that nobody chose is the same for the api's log and for the command", async () => {
  await using product = await startProduct({ TOCSIN_SETUP_TOKEN: "" });
  const { setupLink } = await tocsinJson<{ setupLink: string }>(
    ["setup-link"],
    of(product, { TOCSIN_SETUP_TOKEN: "" }),
  );
  expect(product.api.output).toContain(setupLink);
  const administrator = await product.client.setUp(setupLink.replace(/.*#token=/, ""));
  expect(await administrator.deliveries()).toEqual([]);
});

test("a reset password is another one, and every access token of that user ends", async () => {
  await using product = await startProduct();
  const administrator = await product.client.setUp(product.setupToken);
  const words = ["user", "reset-password", "Ada@Contoso.example", "--password-stdin"];
  const short = await tocsin(words, of(product), "short\n");
  expect(short.code).toBe(1);
  expect(short.stderr).toContain("at least 8 characters");
  expect((await administrator.request("GET", "/api/v1/deliveries")).status).toBe(200);
  expect(
    (await tocsin(["user", "reset-password", "eve@contoso.example", "--password-stdin"], of(product), "long enough"))
      .stderr,
  ).toContain("No user has the address eve@contoso.example");
  expect((await tocsin(words.slice(0, 3), of(product))).stderr).toContain("There is no terminal to ask on");

  const done = await tocsin([...words, "--new-access-token"], of(product), "quite another password\n");
  expect(done.code).toBe(0);
  expect(done.stdout).toContain("Access tokens revoked: 1.");
  expect((await administrator.request("GET", "/api/v1/deliveries")).status).toBe(401);
  const token = /tat_[\w-]+/.exec(done.stdout)?.[0] ?? "";
  const { status } = await product.client.request("GET", "/api/v1/deliveries", undefined, {
    authorization: `Bearer ${token}`,
  });
  expect(status).toBe(200);
  const audit = await product.client.request("GET", "/api/v1/audit?action=tocsin", undefined, {
    authorization: `Bearer ${token}`,
  });
  expect(JSON.stringify(audit.body)).toContain('"action":"tocsin user reset-password (');
  expect(JSON.stringify(audit.body)).not.toContain("quite another password");
});

describe("a test mail", () => {
  test("goes the way of every mail, and the server's words are told", async () => {
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url });
    const administrator = await product.client.setUp(product.setupToken);
    const { code, stdout } = await tocsin(["send-test", soc], of(product));
    const [mail] = await sink.waitForMails(1);
    expect(stdout).toContain(`Sent to ${soc}. The mail server said: ${mail?.answer}`);
    expect(code).toBe(0);
    const { text, subject } = await readMail(mail?.raw ?? Buffer.of());
    expect(subject).toMatch(/^\[Test\] Contoso/);
    expect(text?.replace(/\s+/g, " ")).toContain("Test of this installation’s mail; no real incident happened.");
    const [delivery] = await administrator.deliveries();
    expect(delivery).toMatchObject({ state: "sent", address: soc, id: mail && headerOf(mail, "X-Tocsin-Delivery") });
  });

  test("that is refused, deferred or captured is not called sent", async () => {
    await using sink = await startSink({ behave: answer("rcpt", "550 5.1.1 no such user here") });
    await using product = await startProduct({ SMTP_URL: sink.url });
    await product.client.setUp(product.setupToken);
    expect(await tocsin(["send-test", soc], of(product))).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Not sent \(failed\)\. .*550 5\.1\.1 no such user here/),
    });
    sink.behave(answer("rcpt", "451 4.3.0 come again later"));
    expect(await tocsin(["send-test", soc], of(product))).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Not sent yet; the next attempt is at 2.*451 4\.3\.0 come again later/),
    });
    await using captures = await startProduct();
    await captures.client.setUp(captures.setupToken);
    expect(await tocsinJson(["send-test", soc], of(captures))).toMatchObject({
      state: "captured",
      outcome: "captured",
    });
  });

  test("that no worker takes is said to wait, and goes to no domain that is not allowed", async () => {
    await using product = await startProduct();
    await product.client.setUp(product.setupToken, { allowedDomains: ["contoso.example"] });
    await product.worker.stop();
    const late = await tocsin(["send-test", soc, "--timeout", "1"], of(product));
    expect(late).toMatchObject({ code: 1, stdout: expect.stringContaining("No worker took it within 1 s") });
    const outside = await tocsin(["send-test", "eve@evil.example"], of(product));
    expect(outside).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("not in a domain that Contoso may mail to"),
    });
  });
});

test("deliveries that failed are listed, and sent once more by one word", async () => {
  await using sink = await startSink({ behave: answer("rcpt", "550 5.1.1 no such user here") });
  await using product = await startProduct({ SMTP_URL: sink.url });
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", [soc, "boss@contoso.example"]);
  const source = await administrator.makeSource("generic");
  await source.ingest({ title: "Odd sign-in", severity: "high" });
  const failed = await administrator.settled(2);
  expect(new Set(failed.map(({ state }) => state))).toEqual(new Set(["failed"]));

  const none = await tocsin(["redrive", "--failed", "--since", "2100-01-01"], of(product));
  expect(none).toMatchObject({ code: 0, stdout: "There is none that is failed.\n" });
  const dry = await tocsin(["redrive", "--failed", "--since", "1h", "--dry-run"], of(product));
  expect(dry.stdout).toContain("2 would be redriven; nothing was changed.");
  for (const { id } of failed) expect(dry.stdout).toContain(id);
  expect(sink.mails).toHaveLength(0);

  sink.behave({});
  const [first] = failed;
  expect(await tocsinJson(["redrive", first?.id ?? ""], of(product))).toMatchObject({ redriven: 1 });
  expect(await tocsinJson(["redrive", "--failed"], of(product))).toMatchObject({ redriven: 1 });
  const mails = await sink.waitForMails(2);
  expect(mails.map(({ to }) => to[0]).sort()).toEqual(["boss@contoso.example", soc]);
  await administrator.settled(2);
  const missing = await tocsin(["redrive", "0199-none"], of(product));
  expect(missing).toMatchObject({ code: 1, stderr: "tocsin: There is no delivery 0199-none\n" });
});
