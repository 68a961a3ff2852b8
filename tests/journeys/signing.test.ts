import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { canariesIn, canariesInFolder } from "./harness/canaries.ts";
import { startProduct } from "./harness/product.ts";
import { root } from "./harness/program.ts";

const run = promisify(execFile);

/** The `sh` blocks of the page about signing. */
const blocks = (): readonly string[] => {
  const text = readFileSync(join(root, "docs/sources/signing.md"), "utf8");
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
};

test("the page's lines, pasted as printed, send a signed incident, and neither key nor secret stands anywhere after", async () => {
  await using product = await startProduct({ LOG_LEVEL: "trace" });
  const administrator = await product.client.setUp(product.setupToken);
  const draft = { name: "Backups", kind: "generic", signed: true, keyInPath: true };
  const { body: source, status } = await administrator.request<{ id: string; key: string; signingSecret: string }>(
    "POST",
    "/api/v1/sources",
    draft,
  );
  expect(status).toBe(201);
  const [names = "", send = ""] = blocks();
  expect(names.split("\n").map((line) => line.split("=")[0])).toEqual([
    "TOCSIN",
    "TOCSIN_SOURCE_KEY",
    "SIGNING_SECRET",
    "",
  ]);
  const given = `TOCSIN=${product.url}\nTOCSIN_SOURCE_KEY=${source.key}\nSIGNING_SECRET=${source.signingSecret}\n`;
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", given + send], { timeout: 60_000 });
  expect(JSON.parse(stdout)).toMatchObject({ results: [{ externalId: "backup-1042", change: "opened" }] });

  const body = JSON.stringify({ externalId: "backup-1043", title: "Backups on srv-2 were deleted" });
  const at = String(Math.floor(Date.now() / 1_000));
  const secret = Buffer.from(source.signingSecret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", secret).update(`msg_1.${at}.${body}`).digest("base64")}`;
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": at, "webhook-signature": signature };
  const inPath = `/api/v1/ingest/${source.key}`;
  expect((await product.client.request("POST", inPath, body)).status).toBe(401);
  expect((await product.client.request("POST", inPath, body, headers)).status).toBe(202);
  expect((await product.client.request("POST", `${inPath}x`, body, headers)).status).toBe(401);

  const shown = JSON.stringify([
    await administrator.read("/api/v1/sources"),
    await administrator.read(`/api/v1/sources/${source.id}`),
    await administrator.read("/api/v1/audit?limit=200"),
  ]);
  await Promise.all([product.worker.stop(), product.api.stop()]);
  const canaries = { key: source.key, "signing secret": source.signingSecret, "its bytes": secret.toString("base64") };
  expect(canariesIn(shown + product.api.output + product.worker.output, canaries)).toEqual([]);
  expect(await canariesInFolder(product.dataDir, canaries)).toEqual([]);
});
