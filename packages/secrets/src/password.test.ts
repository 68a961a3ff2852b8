import { verify } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, openPasswords, PasswordsBusy } from "./password.ts";

test("a password is kept as argon2id with 19 MiB and two passes, salted anew each time", async () => {
  const [one, other] = await Promise.all([hashPassword("quite a password"), hashPassword("quite a password")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(other).not.toBe(one);
  expect(await verify(one, "quite a password")).toBe(true);
  expect(await verify(one, "quite another")).toBe(false);
});

test("only the password that was hashed is right, and for somebody without one none is", async () => {
  const passwords = openPasswords(2, 10);
  const kept = await passwords.hash("quite a password");
  expect(await passwords.verify(kept, "quite a password")).toBe(true);
  expect(await passwords.verify(kept, "quite another")).toBe(false);
  for (const guess of ["", "quite a password", "What nobody knows"])
    expect(await passwords.verify(null, guess)).toBe(false);
});

test("more hashes than may wait are refused at once, and those that wait are all served", async () => {
  const passwords = openPasswords(1, 3);
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => passwords.hash(`password ${i}`)));
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(6);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(PasswordsBusy);
  expect(await passwords.hash("after that")).toMatch(/^\$argon2id/);
});
