import { describe, expect, test } from "vitest";
import { outcomesOf } from "../faults/harness/deliveries.ts";
import { startMicrosoft365Double } from "../microsoft365-double/index.ts";
import { type Asked, type Manner, type ResendDouble, startResendDouble } from "../resend-double/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { startProduct } from "./harness/product.ts";
import { program } from "./harness/program.ts";
import { until } from "./harness/until.ts";

const soc = "soc@contoso.example";
const incidents = 40;

const toResend = ({ url, apiKey }: ResendDouble): NodeJS.ProcessEnv => ({
  RESEND_API_KEY: apiKey,
  RESEND_BASE_URL: url,
});

/** Sets up, makes a rule, and lets this many incidents happen at once. */
const happen = async (env: NodeJS.ProcessEnv, count: number) => {
  const product = await startProduct(env);
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", [soc]);
  const source = await administrator.makeSource("generic");
  const payloads = Array.from({ length: count }, (_, n) => ({
    externalId: `x-${n}`,
    title: `T ${n}`,
    severity: "high",
  }));
  await source.ingest(payloads);
  return { product, administrator, [Symbol.asyncDispose]: () => product[Symbol.asyncDispose]() };
};

const idsIn = ({ mails }: ResendDouble): readonly string[] =>
  mails.map(({ fields }) => (fields["headers"] as Record<string, string>)["X-Tocsin-Delivery"] ?? "").sort();

const lostTheFirstTime = (): ((asked: Asked) => Manner) => {
  const seen = new Set<string | null>();
  return ({ key }) => {
    const known = seen.has(key);
    seen.add(key);
    return known ? "serve" : "takeThenDrop";
  };
};

describe.concurrent("mail by Resend", () => {
  test("arrives once, though every answer is lost the first time", async () => {
    await using double = await startResendDouble({ manner: lostTheFirstTime() });
    await using installation = await happen(toResend(double), incidents);
    const deliveries = await installation.administrator.settled(incidents, 60_000);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["sent"]));
    expect(idsIn(double)).toEqual(deliveries.map(({ id }) => id).sort());
    expect(double.requests.some(({ path }) => path === "/emails/batch")).toBe(true);
    const outcomes = await outcomesOf(installation.administrator, deliveries[0]?.id ?? "");
    expect(outcomes).toEqual(["inDoubt", "accepted"]);
  });

  test("arrives once, though the worker is killed while Resend has it", async () => {
    await using double = await startResendDouble({ manner: "takeThenHang" });
    await using installation = await happen(toResend(double), incidents);
    const { administrator, product } = installation;
    await until("mails that Resend has and has not answered for", async () => double.mails.length >= incidents / 4);
    await product.worker.crash();
    double.behave("serve");
    await product.worker.start();
    const deliveries = await administrator.settled(incidents, 120_000);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["sent"]));
    expect(idsIn(double)).toEqual(deliveries.map(({ id }) => id).sort());
  });
});

test("mail by Microsoft 365 is the MIME that is on record", async () => {
  await using double = await startMicrosoft365Double({ sender: "alarm@tocsin.example" });
  const { clientId, clientSecret } = double.oauth;
  await using installation = await happen(
    {
      MICROSOFT365_TENANT_ID: double.tenantId,
      MICROSOFT365_CLIENT_ID: clientId,
      MICROSOFT365_CLIENT_SECRET: clientSecret,
      MICROSOFT365_GRAPH_URL: double.graphUrl,
      MICROSOFT365_LOGIN_URL: double.loginUrl,
    },
    1,
  );
  const [delivery] = await installation.administrator.settled(1);
  const { subject, to } = await readMail(Buffer.from(double.mails[0] ?? "", "latin1"));
  expect([delivery?.state, delivery?.subject, to?.[0]?.address]).toEqual(["sent", subject, soc]);
  expect(double.mails).toHaveLength(1);
  expect(installation.product.worker.output).not.toContain(clientSecret);
});

test("two transports at once are refused at the start, by their names", async () => {
  const worker = program("worker", { SMTP_URL: "smtp://127.0.0.1:2525", RESEND_API_KEY: "re_1" });
  await expect(worker.start()).rejects.toThrow(/SMTP_URL, RESEND_API_KEY: .* choose a transport each; keep one/);
});
