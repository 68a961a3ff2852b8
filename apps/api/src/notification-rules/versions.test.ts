import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const path = "/api/v1/notification-rules";
const recipients = [{ address: "soc@contoso.example" }];

test("every save of a rule is kept, with who made it and when", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule({ name: "Quiet", severities: ["critical"] });
  await app.put(`${path}/${id}`, { name: "Louder", recipients, severities: ["high", "critical"] });
  await app.remove(`${path}/${id}`);
  const { items } = (await app.get(`${path}/${id}/versions`)).body as {
    items: { version: number; archived: boolean; savedBy: { name: string } | null; rule: { name: string } }[];
  };
  expect(items.map(({ version, archived, savedBy, rule }) => [version, archived, savedBy?.name, rule.name])).toEqual([
    [3, true, "Ada", "Louder"],
    [2, false, "Ada", "Louder"],
    [1, false, "Ada", "Quiet"],
  ]);
});

test("an archived rule comes back as it was, unless its name has been taken", async () => {
  await using app = await startReadyApp();
  const rule = await app.makeRule({ name: "Servers" });
  await app.remove(`${path}/${rule.id}`);
  const back = await app.post(`${path}/${rule.id}/restore`);
  expect(back.body).toEqual({ ...rule, version: 3 });
  expect((await app.post(`${path}/${rule.id}/restore`)).status).toBe(409);

  await app.remove(`${path}/${rule.id}`);
  await app.makeRule({ name: "SERVERS" });
  expect((await app.post(`${path}/${rule.id}/restore`)).status).toBe(409);
  expect((await app.post(`${path}/0190-unknown/restore`)).status).toBe(404);
});
