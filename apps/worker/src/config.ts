import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { StormLimits } from "@tocsin/core/deliveries";
import { err, ok, type Result } from "@tocsin/core/kernel";
import type { Retention } from "@tocsin/core/retention";
import { environment, parseEnvironment, withSecretFiles } from "@tocsin/core/settings";
import { z } from "zod";
import { parseMailbox, type TransportSetting, transportSettingOf, transportVariables } from "./transports/index.ts";

const schema = z.object({
  HOST: environment.HOST,
  PORT: environment.PORT,
  TOCSIN_DATA_DIR: environment.TOCSIN_DATA_DIR,
  TOCSIN_PUBLIC_URL: environment.TOCSIN_PUBLIC_URL,
  TOCSIN_SECRET_KEY: environment.TOCSIN_SECRET_KEY,
  TOCSIN_SECRET_KEY_FILE: environment.TOCSIN_SECRET_KEY_FILE,
  TOCSIN_POLL_HOSTS: environment.TOCSIN_POLL_HOSTS,
  MAIL_FROM: environment.MAIL_FROM,
  ...transportVariables,
  REDIS_URL: environment.REDIS_URL,
  TOCSIN_STORM_LIMIT: environment.TOCSIN_STORM_LIMIT,
  TOCSIN_STORM_LIMIT_HIGH: environment.TOCSIN_STORM_LIMIT_HIGH,
  TOCSIN_KEEP_PAYLOADS_DAYS: environment.TOCSIN_KEEP_PAYLOADS_DAYS,
  TOCSIN_KEEP_MAILS_DAYS: environment.TOCSIN_KEEP_MAILS_DAYS,
  TOCSIN_KEEP_TOLD_DAYS: environment.TOCSIN_KEEP_TOLD_DAYS,
  LOG_LEVEL: environment.LOG_LEVEL,
  TOCSIN_WORKER_METRICS_PORT: environment.TOCSIN_WORKER_METRICS_PORT,
});

export interface Config {
  readonly dataDir: string;
  readonly publicUrl: string;
  /** Where the secret is by which settings that were made in the console are opened. */
  readonly secretKey: { readonly given: string | undefined; readonly file: string | undefined };
  /** Hosts beside Microsoft's that sources may be polled at. */
  readonly pollHosts: readonly string[];
  /** The sender of mails, unless a transport of the console has its own. */
  readonly mailFrom: string;
  /** What carries mail while the console has chosen nothing. */
  readonly transport: TransportSetting;
  readonly storms: StormLimits;
  readonly keep: Retention;
  /** Absent, the queue is embedded in the database. */
  readonly redisUrl: string | undefined;
  /** Where metrics are exported; null where they are not. */
  readonly metricsAt: { readonly host: string; readonly port: number } | null;
  readonly logLevel: z.output<typeof schema>["LOG_LEVEL"];
}

/** The environment, with the files that it names, as this program uses it, or every fault of it. */
export const parseConfig = (variables: NodeJS.ProcessEnv): Result<Config, string> => {
  const read = withSecretFiles(variables, (path) => readFileSync(path, "utf8"));
  if (!read.ok) return read;
  const parsed = parseEnvironment(schema, read.value);
  if (!parsed.ok) return parsed;
  const { HOST, PORT, TOCSIN_DATA_DIR, TOCSIN_PUBLIC_URL, MAIL_FROM, REDIS_URL, LOG_LEVEL, ...rest } = parsed.value;
  const { TOCSIN_WORKER_METRICS_PORT: metricsPort, TOCSIN_SECRET_KEY, TOCSIN_SECRET_KEY_FILE, ...others } = rest;
  const { TOCSIN_STORM_LIMIT, TOCSIN_STORM_LIMIT_HIGH, TOCSIN_POLL_HOSTS: pollHosts, ...given } = others;
  const dataDir = resolve(TOCSIN_DATA_DIR);
  const sender = parseMailbox(MAIL_FROM);
  const senderAddress = sender.ok ? sender.value.address : "";
  const transport = transportSettingOf(given, { captureFolder: join(dataDir, "mail"), senderAddress });
  if (!sender.ok || !transport.ok) {
    const faults = [
      ...(sender.ok ? [] : [`  MAIL_FROM: ${sender.problem}`]),
      ...(transport.ok ? [] : transport.problem),
    ];
    return err(faults.join("\n"));
  }
  const { TOCSIN_KEEP_PAYLOADS_DAYS, TOCSIN_KEEP_MAILS_DAYS, TOCSIN_KEEP_TOLD_DAYS } = parsed.value;
  return ok({
    keep: { payloads: TOCSIN_KEEP_PAYLOADS_DAYS, mails: TOCSIN_KEEP_MAILS_DAYS, told: TOCSIN_KEEP_TOLD_DAYS },
    dataDir,
    publicUrl: TOCSIN_PUBLIC_URL ?? `http://${HOST}:${PORT}`,
    secretKey: { given: TOCSIN_SECRET_KEY, file: TOCSIN_SECRET_KEY_FILE },
    pollHosts,
    mailFrom: MAIL_FROM,
    transport: transport.value,
    storms: { other: TOCSIN_STORM_LIMIT, urgent: TOCSIN_STORM_LIMIT_HIGH },
    redisUrl: REDIS_URL,
    metricsAt: metricsPort === undefined ? null : { host: HOST, port: metricsPort },
    logLevel: LOG_LEVEL,
  });
};
