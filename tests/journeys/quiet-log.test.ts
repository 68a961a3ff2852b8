import { expect, test } from "vitest";
import { accept, startSink } from "../smtp-sink/index.ts";
import { freePort } from "./harness/free-port.ts";
import { startProduct } from "./harness/product.ts";
import { until } from "./harness/until.ts";

/** Words that stand nowhere else, so that whoever finds one has found what must not be there. */
const canaries = {
  recipient: "canary.recipient@contoso.example",
  refused: "canary.refused@contoso.example",
  waiting: "canary.waiting@contoso.example",
  outside: "canary.outside@fabrikam.example",
  administrator: "canary.administrator@contoso.example",
  title: "Canary title of the incident",
  alert: "Canary title of the alert",
  device: "canary-device-01",
  garbled: "canary-in-no-json",
  password: "canary password of the administrator",
  rule: "Canary rule",
} as const;

/** A server that repeats addresses and subjects in its refusals, as many do. */
const chatty = {
  rcpt: ({ to }: { readonly to: readonly string[] }) => {
    const address = to.at(-1) ?? "";
    if (address === canaries.refused) return { reply: `550 5.1.1 <${address}>: no such user for ‘${canaries.title}’` };
    if (address === canaries.waiting) return { reply: `451 4.7.1 <${address}>: greylisted` };
    return undefined;
  },
};

test("no line of either program, and no metric, holds an address, a title, a key, a password or a token", async () => {
  await using sink = await startSink({ behave: () => chatty });
  const metricsPort = await freePort();
  await using product = await startProduct({
    LOG_LEVEL: "trace",
    SMTP_URL: sink.url,
    TOCSIN_WORKER_METRICS_PORT: String(metricsPort),
  });
  const setUp = await product.client.request<{ accessToken: string; organization: { id: string } }>(
    "POST",
    "/api/v1/setup",
    {
      token: product.setupToken,
      administrator: { name: "Canary Ada", email: canaries.administrator, password: canaries.password },
      organization: { name: "Contoso", bundling: { urgentMs: 0, otherMs: 0 } },
    },
  );
  const { accessToken, organization } = setUp.body;
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const call = (method: string, path: string, body?: unknown, token = accessToken) =>
    product.client.request(method, path, body, as(token));

  const { key, id } = (await call("POST", "/api/v1/sources", { name: "Canary source", kind: "generic" })).body;
  const recipients = [canaries.recipient, canaries.refused, canaries.waiting].map((address) => ({ address }));
  await call("POST", "/api/v1/notification-rules", { name: canaries.rule, recipients });
  const incident = {
    externalId: "canary-external-id",
    title: canaries.title,
    severity: "high",
    alerts: [{ externalId: "a", title: canaries.alert, evidence: [{ type: "device", name: canaries.device }] }],
  };
  await call("POST", "/api/v1/ingest", incident, String(key));
  await sink.waitForMails(1);
  await until("the refusal", async () => {
    const { body } = await call("GET", `/api/v1/deliveries?address=${canaries.refused}`);
    return (body as { items: { state: string }[] }).items.some(({ state }) => state === "failed");
  });

  // What goes wrong, at every door: wrong keys, bodies that are no JSON, addresses that are not allowed.
  await call("POST", "/api/v1/ingest", `{"title":"${canaries.title}${canaries.garbled}`, String(key));
  await call("POST", "/api/v1/ingest", [{ description: canaries.title }], String(key));
  await call("POST", "/api/v1/ingest", incident, `${key}x`);
  await call("POST", "/api/v1/notification-rules", `{"name":"${canaries.rule}`);
  await call("PATCH", `/api/v1/organizations/${organization.id}`, { allowedDomains: ["contoso.example"] });
  await call("POST", "/api/v1/notification-rules", { name: "Other", recipients: [{ address: canaries.outside }] });
  await call("GET", `/api/v1/incidents/${encodeURIComponent(canaries.recipient)}`);
  await call("GET", `/nowhere/${encodeURIComponent(canaries.recipient)}?token=${accessToken}`);
  await call("POST", "/api/v1/setup", { token: product.setupToken, administrator: { password: canaries.password } });
  await call("POST", `/api/v1/sources/${id}/keys`);
  await call("POST", "/api/v1/notification-rules/test-mail", { rule: { name: canaries.rule, recipients } });

  const metrics = await product.client.request<{ text: string }>("GET", "/metrics");
  const worker = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  sink.behave(accept);
  await Promise.all([product.worker.stop(), product.api.stop()]);

  const logged = product.api.output + product.worker.output;
  const lines = logged.trim().split("\n");
  const parsed = lines.map((line) => JSON.parse(line) as { readonly level: number; readonly msg: string });
  const messages = new Set(parsed.map(({ msg }) => msg));
  for (const message of ["Listening", "Working", "Request", "Payloads", "Attempt", "Stopped"]) {
    expect(messages).toContain(message);
  }
  for (const outcome of ["accepted", "rejected", "deferred"]) {
    expect(worker).toMatch(new RegExp(`tocsin_attempts_total{transport="smtp",outcome="${outcome}"} [1-9]`));
  }
  expect(metrics.body.text).toContain('tocsin_payload_problems_total{source_kind="generic"} 2');

  const secrets = { ...canaries, accessToken, key: String(key), setupToken: product.setupToken };
  for (const [what, secret] of Object.entries(secrets)) {
    for (const text of [logged, metrics.body.text, worker]) {
      const found = text.split("\n").find((line) => line.toLowerCase().includes(secret.toLowerCase()));
      expect(found, `${what} in a line`).toBeUndefined();
    }
  }
  expect(logged + metrics.body.text + worker).not.toMatch(/canary|contoso/i);
});

test("without a set-up token of its own the api prints the one that it made, and with one it prints none", async () => {
  await using product = await startProduct();
  await until("the line", async () => product.api.output.includes("/setup with your token"));
  expect(product.api.output).not.toContain(product.setupToken);
  await using other = await startProduct({ TOCSIN_SETUP_TOKEN: "" });
  await until("the link", async () => /\/setup#token=[\w-]{20,}/.test(other.api.output));
});
