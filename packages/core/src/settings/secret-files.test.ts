import { expect, test } from "vitest";
import { withSecretFiles } from "./secret-files.ts";

const files: Record<string, string> = {
  "/run/secrets/smtp-url": "smtps://user:hunter2@mail.example:465\n",
  "/run/secrets/setup-token": "a-token-of-the-set-up\n",
  "/run/secrets/empty": "\n",
};

const read = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  return text;
};

test("a secret that is given as a file is read from it", () => {
  const given = {
    SMTP_URL: "",
    SMTP_URL_FILE: "/run/secrets/smtp-url",
    TOCSIN_SETUP_TOKEN_FILE: "/run/secrets/setup-token",
  };
  expect(withSecretFiles(given, read)).toMatchObject({
    ok: true,
    value: { SMTP_URL: "smtps://user:hunter2@mail.example:465", TOCSIN_SETUP_TOKEN: "a-token-of-the-set-up" },
  });
});

test("an empty file is a secret that is absent, and the variable stands", () => {
  const given = { SMTP_URL: "smtp://127.0.0.1", SMTP_URL_FILE: "/run/secrets/empty" };
  expect(withSecretFiles(given, read)).toMatchObject({ ok: true, value: { SMTP_URL: "smtp://127.0.0.1" } });
  expect(withSecretFiles({ PORT: "1" }, read)).toEqual({ ok: true, value: { PORT: "1" } });
});

test("a file that cannot be read and a secret that is given twice are named, without what they hold", () => {
  const given = {
    SMTP_URL: "smtp://other",
    SMTP_URL_FILE: "/run/secrets/smtp-url",
    TOCSIN_SETUP_TOKEN_FILE: "/run/secrets/gone",
  };
  expect(withSecretFiles(given, read)).toEqual({
    ok: false,
    problem:
      "  SMTP_URL: is given twice, here and in SMTP_URL_FILE\n  TOCSIN_SETUP_TOKEN_FILE: /run/secrets/gone cannot be read (ENOENT)",
  });
});
