import { expect, test } from "vitest";
import { en } from "../../languages/en.ts";
import type { Problem } from "../../lib/http.ts";
import { refusalOf } from "./refusal.ts";

const refused = (problem: Partial<Problem>) =>
  refusalOf(
    {
      kind: "refused",
      problem: { type: "x", title: "x", status: 422, detail: "said so", requestId: "r1", ...problem },
    },
    en,
  );

test("a wrong token is a fault of the token's field", () => {
  expect(refused({ status: 401 })).toMatchObject({
    title: "The set-up token is not valid",
    faults: { token: "This token is not valid" },
  });
});

test("a fault goes to its field by path, and stays visible where the form has no such field", () => {
  const refusal = refused({
    faults: [
      { path: "administrator.password", message: "is too common" },
      { path: "organization.allowedDomains.0", message: "is not a domain" },
    ],
  });
  expect(refusal.title).toBe("2 fields need attention");
  expect(refusal.faults).toEqual({ "administrator.password": "is too common" });
  expect(refusal.others).toEqual(["organization.allowedDomains.0: is not a domain"]);
});

test("a failure of the api is told in its own words, with the request id", () => {
  expect(refused({ status: 503 })).toMatchObject({ detail: "said so", requestId: "r1" });
});

test("an installation that is already set up says so", () => {
  expect(refused({ status: 404 }).title).toBe("This installation is already set up");
});

test("no answer and a foreign answer are told apart", () => {
  expect(refusalOf({ kind: "unreachable" }, en).title).toBe("Tocsin did not answer");
  expect(refusalOf({ kind: "unintelligible", status: 502 }, en).title).toBe("Something unexpected answered (HTTP 502)");
});
