import { expect, test } from "vitest";
import { linkToken } from "./token.ts";

const secret = "a secret key of at least thirty-two characters";

test("a link's token is the same whenever it is asked for, and fits into an address as it stands", () => {
  expect(linkToken(secret, "one")).toBe(linkToken(secret, "one"));
  expect(linkToken(secret, "one")).toMatch(/^[\w-]{32}$/);
});

test("each link, and each installation, has a token of its own", () => {
  expect(new Set([linkToken(secret, "one"), linkToken(secret, "two"), linkToken(`${secret}!`, "one")]).size).toBe(3);
});
