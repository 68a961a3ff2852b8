import { allClearDraftSchema } from "@tocsin/core/all-clear";
import { expect, test } from "vitest";
import { type AllClear, draftOf, type Values, valuesOf, valuesSchema } from "./all-clear-values.ts";

const off: AllClear = { mail: null, url: null, troubles: [] };
const on: AllClear = {
  mail: { everyHours: 12, lastAt: null },
  url: { host: "watch.example", everyMinutes: 10, method: "POST", lastAt: null, said: null },
  troubles: [],
};
const words = { addressNeeded: "Enter it", of: () => "Wrong" };
const faultsOf = (values: Values, addressKept = false) =>
  valuesSchema(addressKept, words)
    .safeParse(values)
    .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

test("what is set is sent as it was, and the address that is kept is not sent along", () => {
  const draft = draftOf(valuesOf(on));
  expect(draft).toEqual({ mail: { everyHours: 12 }, url: { everyMinutes: 10, method: "POST" } });
  expect(allClearDraftSchema.safeParse(draft).success).toBe(true);
  expect(draftOf(valuesOf(off))).toEqual({ mail: null, url: null });
});

test("an address is needed to begin with, and can be left out later", () => {
  const values = { ...valuesOf(off), urlOn: true };
  expect(faultsOf(values)).toEqual([["url.address", "Enter it"]]);
  expect(faultsOf(values, true)).toEqual([]);
});

test.each<[string, Partial<Values>, string]>([
  [
    "an address that is none",
    { urlOn: true, url: { address: "watch", everyMinutes: 5, method: "GET" } },
    "url.address",
  ],
  [
    "minutes that were emptied",
    { urlOn: true, url: { address: "https://watch.example/x", everyMinutes: "", method: "GET" } },
    "url.everyMinutes",
  ],
  ["hours beyond a week", { mailOn: true, mail: { everyHours: 169 } }, "mail.everyHours"],
])("%s is a fault at its own field", (_what, entered, field) => {
  expect(faultsOf({ ...valuesOf(off), ...entered })).toEqual([[field, "Wrong"]]);
});
