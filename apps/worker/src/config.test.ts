import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfig } from "./config.ts";

const from = { MAIL_FROM: "Contoso alarm <alarm@contoso.example>" };
const resend = { RESEND_API_KEY: "re_canary_1" };
const microsoft365 = {
  MICROSOFT365_TENANT_ID: "contoso.example",
  MICROSOFT365_CLIENT_ID: "client-1",
  MICROSOFT365_CLIENT_SECRET: "canary-2",
};
const oauth = {
  SMTP_URL: "smtp://alarm%40contoso.example@smtp.office365.com",
  SMTP_OAUTH_TOKEN_URL: "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token",
  SMTP_OAUTH_CLIENT_ID: "client-1",
  SMTP_OAUTH_CLIENT_SECRET: "canary-3",
  SMTP_OAUTH_SCOPE: "https://outlook.office365.com/.default",
};

const transportOf = (variables: Record<string, string>) => {
  const config = parseConfig({ ...from, ...variables });
  return config.ok ? config.value.transport : config.problem;
};

describe("the transport is chosen by what the environment speaks of", () => {
  test.each<[string, Record<string, string>, object]>([
    ["nothing: capture", {}, { kind: "capture" }],
    [
      "a mail server: SMTP",
      { SMTP_URL: "smtps://mail.contoso.example" },
      { kind: "smtp", port: 465, afterDoubt: "resend" },
    ],
    [
      "a mail server and a doubt to be held",
      { SMTP_URL: "smtps://mail.contoso.example", MAIL_AFTER_DOUBT: "hold" },
      { afterDoubt: "hold" },
    ],
    ["a key: Resend", resend, { kind: "resend", apiKey: "re_canary_1", baseUrl: "https://api.resend.com" }],
    [
      "a key and a double",
      { ...resend, RESEND_BASE_URL: "http://127.0.0.1:8025/" },
      { baseUrl: "http://127.0.0.1:8025" },
    ],
    [
      "an application: Microsoft 365, as the sender of the mail",
      microsoft365,
      { kind: "microsoftGraph", sender: "alarm@contoso.example", graphUrl: "https://graph.microsoft.com/v1.0" },
    ],
    [
      "an application and a mailbox",
      { ...microsoft365, MICROSOFT365_SENDER: "soc@contoso.example" },
      { sender: "soc@contoso.example" },
    ],
    [
      "a mail server and where its tokens come from",
      oauth,
      {
        kind: "smtp",
        user: "alarm@contoso.example",
        secure: "starttls",
        oauth: { clientId: "client-1", clientSecret: "canary-3" },
      },
    ],
    [
      "a person's consent instead of a scope",
      { ...oauth, SMTP_OAUTH_SCOPE: "", SMTP_OAUTH_REFRESH_TOKEN: "canary-4" },
      { oauth: { refreshToken: "canary-4" } },
    ],
  ])("%s", (_what, variables, expected) => {
    expect(transportOf(variables)).toMatchObject(expected);
  });

  test("secrets may stand in files", () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-config-"));
    try {
      const path = join(folder, "key");
      writeFileSync(path, "re_from_a_file\n");
      expect(transportOf({ RESEND_API_KEY_FILE: path })).toMatchObject({ kind: "resend", apiKey: "re_from_a_file" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("faults are named with their variable, and never with a secret", () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ["two transports", { ...resend, SMTP_URL: "smtp://a:canary@b.example" }, /SMTP_URL, RESEND_API_KEY: .* keep one$/],
    ["two transports, one in part", { ...resend, MICROSOFT365_SENDER: "a@b.example" }, /keep one$/],
    [
      "an application in part",
      { MICROSOFT365_CLIENT_SECRET: "canary-2" },
      /MICROSOFT365_TENANT_ID: is missing.*\n.*CLIENT_ID: is missing/,
    ],
    ["a mailbox alone", { MICROSOFT365_SENDER: "soc@contoso.example" }, /CLIENT_SECRET: is missing/],
    ["tokens without a server", { SMTP_OAUTH_CLIENT_ID: "x" }, /SMTP_URL: is missing.*\n.*TOKEN_URL: is missing/],
    [
      "tokens beside a password",
      { ...oauth, SMTP_URL: "smtp://a:canary@b.example" },
      /SMTP_URL: .*password beside the token/,
    ],
    ["tokens without a user", { ...oauth, SMTP_URL: "smtp://b.example" }, /SMTP_URL: .*no user/],
    [
      "tokens in clear",
      { ...oauth, SMTP_URL: "smtp://a@b.example?tls=none" },
      /SMTP_URL: a token is not sent in clear/,
    ],
    ["tokens of nothing", { ...oauth, SMTP_OAUTH_SCOPE: "" }, /SMTP_OAUTH_SCOPE: is missing/],
    [
      "a secret twice",
      { ...resend, RESEND_API_KEY_FILE: import.meta.filename },
      /RESEND_API_KEY: is given twice, here and in RESEND_API_KEY_FILE/,
    ],
    [
      "a file that is not there",
      { RESEND_API_KEY_FILE: "/nowhere/resend.key" },
      /RESEND_API_KEY_FILE: \/nowhere\/resend.key cannot be read/,
    ],
    [
      "a service in clear",
      { ...resend, RESEND_BASE_URL: "http://api.resend.example" },
      /RESEND_BASE_URL: must begin with https/,
    ],
    [
      "a service that begins like loopback",
      { ...resend, RESEND_BASE_URL: "http://127.0.0.1.evil.example" },
      /RESEND_BASE_URL/,
    ],
    ["a key with a line break", { RESEND_API_KEY: "re_canary\nX: y" }, /RESEND_API_KEY: holds a character/],
    ["a tenant that leads elsewhere", { ...microsoft365, MICROSOFT365_TENANT_ID: "../x" }, /MICROSOFT365_TENANT_ID/],
    ["a sender that is none", { MAIL_FROM: "Tocsin", ...resend }, /MAIL_FROM/],
  ])("%s", (_what, variables, words) => {
    const problem = transportOf(variables);
    expect(problem).toMatch(words);
    expect(problem).not.toContain("canary");
  });
});
