import { verify } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword } from "./password.ts";

test("a password is kept as argon2id with 19 MiB and two passes, salted anew each time", async () => {
  const [one, other] = await Promise.all([hashPassword("quite a password"), hashPassword("quite a password")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(other).not.toBe(one);
  expect(await verify(one, "quite a password")).toBe(true);
  expect(await verify(one, "quite another")).toBe(false);
});
