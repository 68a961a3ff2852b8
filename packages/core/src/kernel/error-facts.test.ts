import { expect, test } from "vitest";
import { errorFacts } from "./error-facts.ts";

test("an error is known by its name, words, code and place", () => {
  const error = Object.assign(new TypeError("Cannot read x"), { code: "E_X" });
  expect(errorFacts(error)).toMatchObject({ name: "TypeError", message: "Cannot read x", code: "E_X" });
  expect(errorFacts(error).at[0]).toContain("error-facts.test.ts");
});

test.each([
  new Error("550 <ada@contoso.example>: no such user, nor grace@contoso.example"),
  new Error("Failed query: insert into x values (?)\nparams: ada@contoso.example, secret title"),
  Object.assign(new Error("Failed query: x params: secret title"), {
    cause: new Error("UNIQUE constraint failed: x.y"),
  }),
  new SyntaxError("Unexpected token 's', \"secret title\" is not valid JSON"),
  "secret title ada@contoso.example",
  Object.assign(new Error("first\nsecret title ada@contoso.example at night"), {
    params: ["secret title"],
    message: "x",
  }),
])("no address and nothing that was sent is in what a log may have of it: %s", (error) => {
  expect(JSON.stringify(errorFacts(error))).not.toMatch(/secret title|contoso/);
});

test("a failed query speaks in the database's own words", () => {
  const cause = Object.assign(new Error("UNIQUE constraint failed: x.y"), { code: "SQLITE_CONSTRAINT_UNIQUE" });
  const facts = errorFacts(Object.assign(new Error("Failed query: …"), { cause }));
  expect(facts).toMatchObject({ message: "UNIQUE constraint failed: x.y", code: "SQLITE_CONSTRAINT_UNIQUE" });
});
