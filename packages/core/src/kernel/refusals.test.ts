import { expect, test } from "vitest";
import { refused } from "./refusals.ts";

test("a refusal says in English what it says in data", () => {
  const error = refused("ruleNameTaken", { name: "High $& ‘x’ {name}" });
  expect(error).toMatchObject({
    code: "conflict",
    message: "A rule named ‘High $& ‘x’ {name}’ already exists",
    reason: { kind: "ruleNameTaken", values: { name: "High $& ‘x’ {name}" } },
    faults: [],
  });
});

test("a refusal names the fields at fault", () => {
  const faults = [{ path: "currentPassword", message: "is not your password" }];
  expect(refused("passwordNeeded", null, faults)).toMatchObject({
    code: "invalid",
    message: "Your password is needed for this",
    reason: { kind: "passwordNeeded", values: {} },
    faults,
  });
});
