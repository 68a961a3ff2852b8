import { allClearResponseSchema } from "@tocsin/core/all-clear";
import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const path = "/api/v1/all-clear";

test("the all-clear is off until it is set, and its address is never shown again", async () => {
  await using app = await startReadyApp();
  expect((await app.get(path)).as(allClearResponseSchema)).toMatchObject({ mail: null, url: null });
  const address = "https://hc-ping.example/5f1c9d2e-secret";
  const set = await app.put(path, { mail: {}, url: { address } });
  expect(set.as(allClearResponseSchema)).toMatchObject({
    mail: { everyHours: 24, lastAt: null },
    url: { host: "hc-ping.example", everyMinutes: 5, method: "GET", said: null },
  });
  const changed = await app.put(path, { url: { everyMinutes: 10, method: "POST" } });
  expect(changed.as(allClearResponseSchema)).toMatchObject({ mail: null, url: { host: "hc-ping.example" } });
  const rows = app.stores.parts.sqlite.prepare("select * from all_clear").all();
  expect(`${set.text}${changed.text}${JSON.stringify(rows)}`).not.toContain("secret");
});

test("it says what keeps it back", async () => {
  await using app = await startReadyApp();
  const { troubles } = (await app.get(path)).as(allClearResponseSchema);
  expect(troubles).toEqual(["api", "notCompared"]);
  await app.stores.allClear.apiTakes(app.parts.now());
  expect((await app.get(path)).as(allClearResponseSchema).troubles).toEqual(["notCompared"]);
});

test("an address has to be there before it can be called", async () => {
  await using app = await startReadyApp();
  expect(await app.put(path, { url: {} })).toMatchObject({ status: 422 });
  expect(await app.put(path, { url: { address: "ftp://x.example" } })).toMatchObject({ status: 422 });
});
