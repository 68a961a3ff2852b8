import { organizationDraftSchema } from "@tocsin/core/organizations";
import { expect, test } from "vitest";
import { draftOf, type Values, valuesOf, valuesSchema } from "./values.ts";

const draft = organizationDraftSchema.parse({
  name: "Contoso",
  allowedDomains: ["contoso.example", "*.contoso.example"],
  bundling: { urgentMs: 0, otherMs: 90_000 },
});
const values = valuesOf({ ...draft, id: "o1", createdAt: "2026-11-22T00:00:00Z" });

const faultsOf = (changed: Partial<Values>) =>
  valuesSchema(({ message }) => message)
    .safeParse({ ...values, ...changed })
    .error?.issues.map(({ path }) => path.join("."));

test("what is read is what is sent, when nothing was changed", () => {
  expect(draftOf(values)).toEqual(draft);
});

test("domains may be pasted with commas or line breaks", () => {
  expect(draftOf({ ...values, allowedDomains: " a.example, b.example\n\nc.example " }).allowedDomains).toEqual([
    "a.example",
    "b.example",
    "c.example",
  ]);
});

test("a fault stands at the field in which it was made", () => {
  expect(faultsOf({})).toBeUndefined();
  expect(faultsOf({ otherSeconds: "" })).toEqual(["otherSeconds"]);
  expect(faultsOf({ urgentSeconds: 7_200 })).toEqual(["urgentSeconds"]);
  expect(faultsOf({ allowedDomains: "" })).toEqual(["allowedDomains"]);
  expect(faultsOf({ portalUrl: "security.microsoft.com" })).toEqual(["portalUrl"]);
});
