import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "./testing/start-test-app.ts";

const page = "<!doctype html><title>Tocsin</title>";

/** An app that serves a console, built into a folder as a home directory has it. */
const startWithConsole = async (): Promise<AsyncDisposable & { readonly app: TestApp }> => {
  const home = mkdtempSync(join(tmpdir(), "tocsin-console-"));
  const folder = join(home, ".local", "dist");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "favicon.svg"), "<svg/>");
  writeFileSync(join(folder, "assets", "main-3f9a.js"), "start()");
  writeFileSync(join(home, "secret.key"), "key of the house");
  const app = await startTestApp({ webFolder: folder });
  return {
    app,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      rmSync(home, { recursive: true });
    },
  };
};

const file = { checked: false } as const;

test.each(["/", "/setup", "/incidents/1042?tab=alerts", "/rules/new/", "/index.html"])(
  "the console's page is served for %s",
  async (path) => {
    await using served = await startWithConsole();
    const answer = await served.app.get(path, file);
    expect(answer).toMatchObject({ status: 200, text: page });
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
    if (path !== "/index.html") expect(answer.headers.get("cache-control")).toBe("no-store");
  },
);

test("a file whose name changes with its content may be kept for ever, another for an hour", async () => {
  await using served = await startWithConsole();
  const asset = await served.app.get("/assets/main-3f9a.js", file);
  expect(asset).toMatchObject({ status: 200, text: "start()" });
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("x-content-type-options")).toBe("nosniff");
  const icon = await served.app.get("/favicon.svg", file);
  expect(icon.headers.get("cache-control")).toBe("public, max-age=3600");
});

test("an asset of an older build is not found, rather than the page in its place", async () => {
  await using served = await startWithConsole();
  expect((await served.app.get("/assets/main-0000.js")).status).toBe(404);
  expect((await served.app.get("/assets/")).status).toBe(404);
  expect((await served.app.call("POST", "/assets/main-3f9a.js", file)).status).toBe(405);
});

test("an address of the api is never answered with the page", async () => {
  await using served = await startWithConsole();
  expect((await served.app.get("/api/v1/nothing")).status).toBe(404);
  expect((await served.app.get("/api")).status).toBe(404);
  expect((await served.app.post("/setup", {})).status).toBe(404);
});

test.each(["/..%2f..%2fsecret.key", "/assets/..%2f..%2f..%2fsecret.key", "/%2e%2e/%2e%2e/secret.key", "/.env"])(
  "nothing outside its folder is served: %s",
  async (path) => {
    await using served = await startWithConsole();
    expect((await served.app.get(path, file)).text).not.toContain("key of the house");
  },
);

test("without a build of the console there is an api all the same", async () => {
  await using app = await startTestApp({ webFolder: join(tmpdir(), "no-such-folder") });
  expect((await app.get("/healthz")).status).toBe(200);
  expect((await app.get("/setup")).status).toBe(404);
});
