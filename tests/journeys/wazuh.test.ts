import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startProduct } from "./harness/product.ts";
import { root } from "./harness/program.ts";

const hasPython = (): boolean => {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("Skipped: python3 is not installed, which the documented integration of Wazuh is written in");
    return false;
  }
};

test.skipIf(!hasPython())("the integration of Wazuh hands an alert over, and somebody is told", async () => {
  await using product = await startProduct();
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const source = { name: "Our Wazuh", kind: "wazuh", settings: { minimumLevel: 7 } };
  const { body } = await administrator.request<{ key: string }>("POST", "/api/v1/sources", source);

  const folder = await mkdtemp(join(tmpdir(), "tocsin-wazuh-"));
  try {
    const script = join(root, "integrations/wazuh/custom-tocsin");
    const send = async (level: number) => {
      const alert = join(folder, `${level}.alert`);
      const rule = { id: "5712", level, description: "sshd: brute force", groups: ["sshd"] };
      const agent = { id: "007", name: "web-1" };
      await writeFile(alert, JSON.stringify({ id: `1772439660.${level}`, rule, agent, manager: { name: "wazuh-1" } }));
      execFileSync("python3", [script, alert, body.key, `${product.url}/api/v1/ingest`], {
        stdio: "pipe",
        env: { PATH: process.env["PATH"], TOCSIN_SPOOL: join(folder, "spool") },
      });
    };
    await send(3);
    await send(12);
    const [delivery] = await administrator.settled(1);
    expect(delivery?.subject).toBe("[High] Contoso – Incident 1: sshd: brute force");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
