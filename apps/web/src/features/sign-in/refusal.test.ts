import { expect, test } from "vitest";
import { sayIn } from "../../languages/index.ts";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

const say = sayIn(signInSentences, "en");
const refused = (status: number) => ({
  kind: "refused" as const,
  problem: { type: "", title: "", status, detail: "No", requestId: "r" },
});

test("a refusal says what to do, and never whether somebody has the address", () => {
  expect(refusalOf(refused(401), "password", say)?.title).toBe("The e-mail address or the password is wrong");
  expect(refusalOf(refused(401), "code", say)?.help).toContain("next code");
  expect(refusalOf(refused(429), "password", say)?.title).toBe("Too many tries");
  expect(refusalOf(refused(403), "password", say)?.help).toContain("https");
});

test("what is nothing about signing in is left to the form's own words", () => {
  expect(refusalOf({ kind: "unreachable" }, "password", say)).toBeNull();
  expect(refusalOf(refused(422), "password", say)).toBeNull();
});
