import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./harness/program.ts";
import { until } from "./harness/until.ts";

const launch = (dataDir: string) => {
  const child = spawn(process.execPath, [join(root, "apps/cli/dist/main.js"), "serve", "all"], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: dataDir, PORT: "0", TOCSIN_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const launcher = { child, output: "" };
  const keep = (chunk: Buffer): void => {
    launcher.output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return launcher;
};

test("start prints the address and the set-up link, the page is there, and Ctrl-C stops everything cleanly", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-start-"));
  const launcher = launch(dataDir);
  const link = await until(
    "the set-up link",
    async () => /Set it up at\s+(http:\/\/127\.0\.0\.1:\d+\/setup#token=[\w-]{20,})/.exec(launcher.output)?.[1],
  );
  const page = await fetch(link);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const { origin } = new URL(link);

  launcher.child.kill("SIGINT");
  const [code] = await once(launcher.child, "exit");
  expect(code).toBe(0);
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  expect(launcher.output.match(/"msg":"Stopped"/g)).toHaveLength(2);

  // The next start knows the same installation: the same key, the same token.
  const again = launch(dataDir);
  await until("the same token", async () => again.output.includes(new URL(link).hash));
  again.child.kill("SIGTERM");
  await once(again.child, "exit");
  await rm(dataDir, { recursive: true });
});

test.each(["api", "worker"])(
  "the %s ends by itself when its launcher went away while it was starting",
  async (name) => {
    const dataDir = await mkdtemp(join(tmpdir(), "tocsin-start-"));
    const child = spawn(process.execPath, [join(root, "apps", name, "dist/main.js")], {
      env: { PATH: process.env["PATH"], HOME: dataDir, PORT: "0", TOCSIN_DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
    await rm(dataDir, { recursive: true });
  },
);

test("a fault in the environment is named, every one of them, and nothing starts", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-start-"));
  const child = spawn(process.execPath, [join(root, "apps/api/dist/main.js")], {
    env: { PATH: process.env["PATH"], TOCSIN_DATA_DIR: dataDir, PORT: "many", TOCSIN_SECRET_KEY: "short" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  expect(code).toBe(78);
  expect(said).toContain("PORT");
  expect(said).toContain("TOCSIN_SECRET_KEY");
  expect(said).not.toContain("short\n");
  await rm(dataDir, { recursive: true });
});
