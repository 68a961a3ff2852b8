import { z } from "zod";
import { err, ok, type Result } from "../kernel/index.ts";

const text = z.string().min(1);
/** A base address of a service that is given secrets; in clear only where they cannot leave the machine. */
const serviceUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^https:|^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/i.test(url), {
    message: "must begin with https://, except on loopback",
  })
  .transform((url) => url.replace(/\/+$/, ""));

const days = z.coerce.number().int().min(1).max(36_500);
const stormLimit = z.coerce.number().int().min(0).max(10_000);
const port = z.coerce.number().int().min(0).max(65_535);

/**
 * Every environment variable of the product: one schema from which each program takes what it needs and
 * `.env.example` is written. The description is what an administrator reads.
 */
export const environment = {
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on; 0.0.0.0 for all, as in a container"),
  PORT: port.default(3000).describe("Port to listen on; 0 takes a free one"),
  TOCSIN_DATA_DIR: z
    .string()
    .min(1)
    .default("./data")
    .describe("Folder for the database, the secret key and captured mail"),
  TOCSIN_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional()
    .describe("Address under which people reach this installation; links in mails begin with it"),
  TOCSIN_SECRET_KEY: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe(
      "Secret that seals stored secrets and from which tokens are derived; no sample; made on the first start and kept in the data folder if absent",
    ),
  TOCSIN_SECRET_KEY_FILE: z.string().min(1).optional().describe("File that holds TOCSIN_SECRET_KEY"),
  TOCSIN_SETUP_TOKEN: z
    .string()
    .min(16, "must have at least 16 characters")
    .optional()
    .describe("One-time token of the set-up; printed to the log if absent"),
  TOCSIN_SETUP_TOKEN_FILE: z.string().optional().describe("File that holds TOCSIN_SETUP_TOKEN"),
  MAIL_FROM: z
    .string()
    .min(3)
    .max(320)
    .default("Tocsin <tocsin@localhost>")
    .describe("Sender of every mail: an address, or a name and an address in angle brackets"),
  SMTP_URL: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Mail server: smtp://user:password@host:587 (STARTTLS), smtps://…:465, or with ?tls=none; absent, mail is captured",
    ),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "must be redis://… or rediss://…" })
    .optional()
    .describe(
      "Redis that carries the queue: redis://user:password@host:6379/0, or rediss:// for TLS; absent, the database does",
    ),
  SMTP_URL_FILE: z.string().optional().describe("File that holds SMTP_URL, because a password may stand in it"),
  SMTP_OAUTH_TOKEN_URL: serviceUrl
    .optional()
    .describe("Where SMTP gets access tokens (XOAUTH2) instead of a password; SMTP_URL then names the user alone"),
  SMTP_OAUTH_CLIENT_ID: text.optional().describe("Application that asks for the tokens"),
  SMTP_OAUTH_CLIENT_SECRET: text.optional().describe("Secret of that application"),
  SMTP_OAUTH_CLIENT_SECRET_FILE: text.optional().describe("File that holds SMTP_OAUTH_CLIENT_SECRET"),
  SMTP_OAUTH_SCOPE: text
    .optional()
    .describe("Scope of the tokens: https://outlook.office365.com/.default, or https://mail.google.com/"),
  SMTP_OAUTH_REFRESH_TOKEN: text
    .optional()
    .describe("Consent of a person, as Gmail wants it; absent, the application asks by its own right"),
  SMTP_OAUTH_REFRESH_TOKEN_FILE: text.optional().describe("File that holds SMTP_OAUTH_REFRESH_TOKEN"),
  RESEND_API_KEY: text.optional().describe("Key of an account at Resend, which then carries the mail"),
  RESEND_API_KEY_FILE: text.optional().describe("File that holds RESEND_API_KEY"),
  RESEND_BASE_URL: serviceUrl.default("https://api.resend.com").describe("Address of Resend's API"),
  MICROSOFT365_TENANT_ID: text
    .regex(/^[a-z0-9.-]+$/i, "is neither an id nor a domain")
    .optional()
    .describe("Tenant whose Exchange Online then carries the mail, through Microsoft Graph"),
  MICROSOFT365_CLIENT_ID: text.optional().describe("Application in that tenant with the right Mail.Send"),
  MICROSOFT365_CLIENT_SECRET: text.optional().describe("Secret of that application"),
  MICROSOFT365_CLIENT_SECRET_FILE: text.optional().describe("File that holds MICROSOFT365_CLIENT_SECRET"),
  MICROSOFT365_SENDER: text
    .optional()
    .describe("Mailbox that sends, by its address or id; the address of MAIL_FROM if absent"),
  MICROSOFT365_GRAPH_URL: serviceUrl
    .default("https://graph.microsoft.com/v1.0")
    .describe("Address of Microsoft Graph; another one in national clouds"),
  MICROSOFT365_LOGIN_URL: serviceUrl
    .default("https://login.microsoftonline.com")
    .describe("Address of Microsoft's sign-in service; another one in national clouds"),
  MAIL_AFTER_DOUBT: z
    .enum(["resend", "hold"])
    .default("resend")
    .describe(
      "After an attempt of which nobody knows whether the server has the mail: send it again, or hold it for a person",
    ),
  TOCSIN_STORM_LIMIT: stormLimit
    .default(10)
    .describe("Mails a minute to one address above which medium and below come in a digest; 0: never"),
  TOCSIN_STORM_LIMIT_HIGH: stormLimit
    .default(20)
    .describe(
      "High and critical mails a minute to one address above which they come in a digest within 30 s; 0: never",
    ),
  TOCSIN_KEEP_PAYLOADS_DAYS: days.default(30).describe("How long what sources sent is kept, readable or not"),
  TOCSIN_KEEP_MAILS_DAYS: days.default(90).describe("How long the exact mails and the decisions behind them are kept"),
  TOCSIN_KEEP_TOLD_DAYS: days
    .default(400)
    .describe("How long deliveries and what rules have told are kept; incidents themselves are kept for good"),
  OIDC_ISSUER: serviceUrl
    .optional()
    .describe("Provider of single sign-on by OpenID Connect, such as https://login.microsoftonline.com/<tenant>/v2.0"),
  OIDC_CLIENT_ID: text
    .optional()
    .describe(
      "Application at that provider; its redirect address is TOCSIN_PUBLIC_URL/api/v1/sign-in/single-sign-on/callback",
    ),
  OIDC_CLIENT_SECRET: text.optional().describe("Secret of that application"),
  OIDC_CLIENT_SECRET_FILE: text.optional().describe("File that holds OIDC_CLIENT_SECRET"),
  OIDC_TITLE: text.max(60).default("Single sign-on").describe("What the button on the sign-in page says"),
  OIDC_GROUPS_CLAIM: text.default("groups").describe("Claim that lists a person's groups"),
  OIDC_ROLES: text
    .optional()
    .describe("Role for each group, as group=role,group=role; Search and Purge is never given this way"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("How much is logged"),
  TOCSIN_WORKER_METRICS_PORT: port
    .optional()
    .describe("Port on which the worker, on HOST, serves its own /healthz and /metrics; absent, it serves nothing"),
  TOCSIN_POLL_HOSTS: z
    .string()
    .default("")
    .transform((hosts) =>
      hosts
        .split(",")
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ""),
    )
    .describe("Hosts beside Microsoft's that sources may be polled at, separated by commas; none if absent"),
  TRUST_PROXY: z
    .string()
    .optional()
    .describe("Proxies whose X-Forwarded-* headers are believed: a number of hops, or addresses; none if absent"),
} as const;

/** Parses the variables that a program needs; the problem names every fault, a line each. */
export const parseEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  variables: Readonly<Record<string, string | undefined>>,
): Result<z.output<Schema>, string> => {
  // An empty variable is one that a compose file left blank, not a value.
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`).join("\n"));
};
