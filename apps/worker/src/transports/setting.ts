import { err, ok, type Result } from "@tocsin/core/kernel";
import { environment } from "@tocsin/core/settings";
import type { TokenSetting } from "@tocsin/outbound";
import { z } from "zod";
import type { CaptureSetting } from "./capture.ts";
import type { Microsoft365Setting } from "./microsoft365.ts";
import type { ResendSetting } from "./resend.ts";
import { isLoopback, parseSmtpUrl, type SmtpSetting } from "./smtp-url.ts";

/** What carries mail, and how to reach it. A new kind of transport is a file and a line here. */
export type TransportSetting = CaptureSetting | SmtpSetting | ResendSetting | Microsoft365Setting;

/** The variables by which a transport is chosen and reached. */
export const transportVariables = {
  SMTP_URL: environment.SMTP_URL,
  SMTP_OAUTH_TOKEN_URL: environment.SMTP_OAUTH_TOKEN_URL,
  SMTP_OAUTH_CLIENT_ID: environment.SMTP_OAUTH_CLIENT_ID,
  SMTP_OAUTH_CLIENT_SECRET: environment.SMTP_OAUTH_CLIENT_SECRET,
  SMTP_OAUTH_SCOPE: environment.SMTP_OAUTH_SCOPE,
  SMTP_OAUTH_REFRESH_TOKEN: environment.SMTP_OAUTH_REFRESH_TOKEN,
  RESEND_API_KEY: environment.RESEND_API_KEY,
  RESEND_BASE_URL: environment.RESEND_BASE_URL,
  MICROSOFT365_TENANT_ID: environment.MICROSOFT365_TENANT_ID,
  MICROSOFT365_CLIENT_ID: environment.MICROSOFT365_CLIENT_ID,
  MICROSOFT365_CLIENT_SECRET: environment.MICROSOFT365_CLIENT_SECRET,
  MICROSOFT365_SENDER: environment.MICROSOFT365_SENDER,
  MICROSOFT365_GRAPH_URL: environment.MICROSOFT365_GRAPH_URL,
  MICROSOFT365_LOGIN_URL: environment.MICROSOFT365_LOGIN_URL,
  MAIL_AFTER_DOUBT: environment.MAIL_AFTER_DOUBT,
} as const;

const schema = z.object(transportVariables);
type Given = z.output<typeof schema>;
type Name = keyof Given;

/** A line for each fault, with the variable that it is about and never with its value. */
type Faults = readonly string[];

export interface Surroundings {
  /** Where mail is kept while no transport is chosen. */
  readonly captureFolder: string;
  /** The address of the sender of every mail. */
  readonly senderAddress: string;
}

const groups = {
  SMTP_: "SMTP_URL",
  RESEND_: "RESEND_API_KEY",
  MICROSOFT365_: "MICROSOFT365_TENANT_ID",
} as const;

const missing = (have: Readonly<Partial<Record<Name, unknown>>>, wanted: readonly Name[], because: string): Faults =>
  wanted.filter((name) => !have[name]).map((name) => `  ${name}: is missing, which ${because} needs`);

const tokenSettingOf = (given: Given): Result<TokenSetting | undefined, Faults> => {
  const { SMTP_OAUTH_TOKEN_URL: tokenUrl, SMTP_OAUTH_CLIENT_ID: clientId, SMTP_OAUTH_SCOPE: scope } = given;
  const { SMTP_OAUTH_CLIENT_SECRET: clientSecret, SMTP_OAUTH_REFRESH_TOKEN: refreshToken } = given;
  if (!(tokenUrl ?? clientId ?? scope ?? clientSecret ?? refreshToken)) return ok(undefined);
  if (!tokenUrl || !clientId || !clientSecret || !(scope ?? refreshToken)) {
    const wanted: Name[] = ["SMTP_OAUTH_TOKEN_URL", "SMTP_OAUTH_CLIENT_ID", "SMTP_OAUTH_CLIENT_SECRET"];
    if (refreshToken === undefined) wanted.push("SMTP_OAUTH_SCOPE");
    return err(missing(given, wanted, "signing in by token"));
  }
  return ok({ tokenUrl, clientId, clientSecret, ...(scope && { scope }), ...(refreshToken && { refreshToken }) });
};

const smtpOf = (given: Given): Result<SmtpSetting, Faults> => {
  const oauth = tokenSettingOf(given);
  const byToken = oauth.ok && oauth.value !== undefined;
  const parsed = given.SMTP_URL === undefined ? null : parseSmtpUrl(given.SMTP_URL, byToken);
  const faults = [
    ...(parsed ? (parsed.ok ? [] : [`  SMTP_URL: ${parsed.problem}`]) : missing(given, ["SMTP_URL"], "SMTP")),
    ...(oauth.ok ? [] : oauth.problem),
  ];
  if (!parsed?.ok || !oauth.ok) return err(faults);
  const token = oauth.value;
  if (token && parsed.value.secure === "none" && !isLoopback(parsed.value.host)) {
    return err(["  SMTP_URL: a token is not sent in clear; leave tls=none out"]);
  }
  return ok({ ...parsed.value, afterDoubt: given.MAIL_AFTER_DOUBT, ...(token && { oauth: token }) });
};

const resendOf = (given: Given): Result<ResendSetting, Faults> => {
  const { RESEND_API_KEY: apiKey } = given;
  if (!apiKey) return err(missing(given, ["RESEND_API_KEY"], "Resend"));
  if (/[^\u0021-\u007e]/.test(apiKey)) return err(["  RESEND_API_KEY: holds a character that no key has"]);
  return ok({ kind: "resend", apiKey, baseUrl: given.RESEND_BASE_URL });
};

const microsoft365Of = (given: Given, senderAddress: string): Result<Microsoft365Setting, Faults> => {
  const { MICROSOFT365_TENANT_ID: tenantId, MICROSOFT365_CLIENT_ID: clientId, MICROSOFT365_SENDER: sender } = given;
  const { MICROSOFT365_CLIENT_SECRET: clientSecret } = given;
  if (!tenantId || !clientId || !clientSecret) {
    const wanted = ["MICROSOFT365_TENANT_ID", "MICROSOFT365_CLIENT_ID", "MICROSOFT365_CLIENT_SECRET"] as const;
    return err(missing(given, wanted, "Microsoft 365"));
  }
  return ok({
    kind: "microsoftGraph",
    tenantId,
    clientId,
    clientSecret,
    sender: sender ?? senderAddress,
    graphUrl: given.MICROSOFT365_GRAPH_URL,
    loginUrl: given.MICROSOFT365_LOGIN_URL,
    afterDoubt: given.MAIL_AFTER_DOUBT,
  });
};

/** Which transports are spoken of; the addresses of services have defaults, so they speak of none. */
const chosen = (given: Given): readonly (keyof typeof groups)[] =>
  (Object.keys(groups) as (keyof typeof groups)[]).filter((prefix) =>
    Object.entries(given).some(
      ([name, value]) =>
        name.startsWith(prefix) &&
        value !== undefined &&
        !/^(?:RESEND_BASE|MICROSOFT365_GRAPH|MICROSOFT365_LOGIN)_URL$/.test(name),
    ),
  );

/**
 * The transport that the environment chooses: capture where it names none. Two at once, or one in part, are faults:
 * which of them was meant is not for us to guess.
 */
export const transportSettingOf = (
  given: Given,
  { captureFolder, senderAddress }: Surroundings,
): Result<TransportSetting, Faults> => {
  const [only, ...others] = chosen(given);
  if (only === undefined) return ok({ kind: "capture", folder: captureFolder });
  if (others.length > 0) {
    const names = [only, ...others].map((prefix) => `${prefix}…`).join(" and ");
    return err([
      `  ${[only, ...others].map((prefix) => groups[prefix]).join(", ")}: ${names} choose a transport each; keep one`,
    ]);
  }
  switch (only) {
    case "SMTP_":
      return smtpOf(given);
    case "RESEND_":
      return resendOf(given);
    case "MICROSOFT365_":
      return microsoft365Of(given, senderAddress);
  }
};
