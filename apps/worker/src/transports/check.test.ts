import { expect, test } from "vitest";
import { startMicrosoft365Double } from "../../../../tests/microsoft365-double/index.ts";
import { startResendDouble } from "../../../../tests/resend-double/index.ts";
import { checkTransport } from "./check.ts";

const nowhere = "http://127.0.0.1:9";

test("a Resend that knows the key is well, and tells the time", async () => {
  await using double = await startResendDouble();
  const check = await checkTransport({ kind: "resend", apiKey: double.apiKey, baseUrl: double.url });
  expect(check).toMatchObject({ kind: "resend", destination: new URL(double.url).host, ok: true, advice: null });
  expect(Math.abs(Date.parse(check.serverTime ?? "") - Date.now())).toBeLessThan(60_000);
});

test("a key that may only send is as good as any", async () => {
  const body = {
    statusCode: 401,
    name: "restricted_api_key",
    message: "This API key is restricted to only send emails",
  };
  await using double = await startResendDouble({ manner: { say: { status: 401, body } } });
  const check = await checkTransport({ kind: "resend", apiKey: double.apiKey, baseUrl: double.url });
  expect(check).toMatchObject({ ok: true, advice: null });
});

test("a key that Resend does not know, or a Resend that cannot be reached, is said with what to do, and no secret", async () => {
  await using double = await startResendDouble();
  const refused = await checkTransport({ kind: "resend", apiKey: "re_canary", baseUrl: double.url });
  expect(refused).toMatchObject({ ok: false, advice: expect.stringContaining("RESEND_API_KEY") });
  const lost = await checkTransport({ kind: "resend", apiKey: "re_canary", baseUrl: nowhere });
  expect(lost).toMatchObject({ ok: false, advice: expect.stringContaining("RESEND_BASE_URL") });
  const elsewhere = await checkTransport({ kind: "resend", apiKey: double.apiKey, baseUrl: `${double.url}/other` });
  expect(elsewhere).toMatchObject({ ok: false, advice: expect.stringContaining("RESEND_BASE_URL") });
  expect(JSON.stringify([refused, lost])).not.toContain("re_canary");
});

test("Microsoft 365 is well where the application can sign in, and says what to mend where not", async () => {
  await using double = await startMicrosoft365Double({ clientSecret: "the right one" });
  const { tenantId, sender, graphUrl, loginUrl } = double;
  const setting = { kind: "microsoftGraph", tenantId, clientId: "client-1", sender, graphUrl, loginUrl } as const;
  expect(await checkTransport({ ...setting, clientSecret: "the right one" })).toMatchObject({ ok: true, advice: null });
  const refused = await checkTransport({ ...setting, clientSecret: "canary" });
  expect(refused).toMatchObject({ ok: false, advice: expect.stringContaining("MICROSOFT365_CLIENT_SECRET") });
  expect(JSON.stringify(refused)).not.toContain("canary");
});
