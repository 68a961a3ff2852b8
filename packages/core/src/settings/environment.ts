import { z } from "zod";
import { err, ok, type Result } from "../kernel/index.ts";

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
    .describe("Secret from which tokens are derived; made on the first start and kept in the data folder if absent"),
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
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("How much is logged"),
  TOCSIN_WORKER_METRICS_PORT: port
    .optional()
    .describe("Port on which the worker, on HOST, serves its own /healthz and /metrics; absent, it serves nothing"),
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
