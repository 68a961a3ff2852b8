import { expect, test } from "vitest";
import { en } from "../../languages/en.ts";
import { nl } from "../../languages/nl.ts";
import { checkToken, refusalOf } from "./check-token.ts";

test("a token that was not pasted, or that cannot be one, is refused without asking anybody", async () => {
  expect(await checkToken("", en.access)).toBe("Paste an access token first");
  expect(await checkToken("…", nl.access)).toContain("Deze code is niet geldig");
});

test("an unknown token, a dead network and a stranger's answer are told apart", () => {
  const problem = { type: "x", title: "x", status: 401, detail: "Send an access token", requestId: "r1" };
  expect(refusalOf({ kind: "refused", problem }, en.access)).toContain("This token is not valid");
  expect(refusalOf({ kind: "refused", problem: { ...problem, status: 429, detail: "Too fast" } }, en.access)).toBe(
    "Too fast",
  );
  expect(refusalOf({ kind: "unreachable" }, en.access)).toContain("did not answer");
  expect(refusalOf({ kind: "unintelligible", status: 502 }, en.access)).toContain("HTTP 502");
});
