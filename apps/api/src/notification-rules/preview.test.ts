import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const path = "/api/v1/notification-rules";
const rule = {
  name: "High incidents",
  severities: ["high"],
  recipients: [{ address: "soc@contoso.example", locale: "nl" }],
};

interface Preview {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sample: boolean;
}

test("a rule that is not saved yet shows the mail that it would send, about a sample while there is nothing real", async () => {
  await using app = await startReadyApp();
  const preview = (await app.post(`${path}/preview`, { rule })).body as Preview;
  expect(preview.sample).toBe(true);
  expect(preview.subject).toBe("[Hoog] Contoso – Incident 0: Sample: suspicious activity on a file server");
  expect(preview.text).toContain("High incidents");
  expect(preview.html).toContain("<!DOCTYPE html>");
});

test("a preview shows the incident that changed last, or the one that is asked for", async () => {
  await using app = await startReadyApp();
  const first = await app.raise({ externalId: "1", title: "The first" });
  await app.raise({ externalId: "2", title: "The second" });
  const shown = async (incidentId?: string) =>
    ((await app.post(`${path}/preview`, { rule, ...(incidentId ? { incidentId } : {}) })).body as Preview).subject;
  expect(await shown()).toContain("The second");
  expect(await shown(first.id)).toContain("The first");
  expect((await app.post(`${path}/preview`, { rule, incidentId: "0190-unknown" })).status).toBe(404);
});

test("a test mail is an ordinary delivery of its own, to you or to every recipient, and only to allowed domains", async () => {
  await using app = await startReadyApp();
  const mine = (await app.post(`${path}/test-mail`, { rule })).body as {
    deliveries: { id: string; address: string }[];
  };
  expect(mine.deliveries.map(({ address }) => address)).toEqual(["ada@contoso.example"]);
  const all = (await app.post(`${path}/test-mail`, { rule, to: "recipients" })).body as typeof mine;
  expect(all.deliveries.map(({ address }) => address)).toEqual(["soc@contoso.example"]);
  const delivery = (await app.get(`/api/v1/deliveries/${all.deliveries[0]?.id}`)).body;
  expect(delivery).toMatchObject({ messageKind: "test", state: "waiting", incident: null, rules: [], causes: [] });

  const { id } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { allowedDomains: ["contoso.example"] });
  const outside = { ...rule, recipients: [{ address: "eve@elsewhere.example" }] };
  const refused = await app.post(`${path}/test-mail`, { rule: outside, to: "recipients" });
  expect([refused.status, (refused.body as { faults: { path: string }[] }).faults[0]?.path]).toEqual([
    422,
    "rule.recipients.0.address",
  ]);
});
