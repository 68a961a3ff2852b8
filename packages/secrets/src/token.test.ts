import { expect, test } from "vitest";
import { linkToken, tokenKey } from "./token.ts";

const secret = "a secret key of at least thirty-two characters";

test("a token is the same from the secret's text, as who takes the link knows it, and from the prepared key of who sends it", () => {
  expect(linkToken(tokenKey(secret), "one")).toBe(linkToken(secret, "one"));
  expect(linkToken(tokenKey(secret), "one")).toMatch(/^[\w-]{32}$/);
});

test("links, and installations, have tokens of their own", () => {
  expect(new Set([linkToken(secret, "one"), linkToken(secret, "two"), linkToken(`${secret}!`, "one")]).size).toBe(3);
});
