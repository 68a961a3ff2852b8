import { join, resolve } from "node:path";
import { err, ok, type Result } from "@tocsin/core/kernel";
import { domainOfMailbox } from "@tocsin/core/recipients";
import { environment, parseEnvironment } from "@tocsin/core/settings";
import type { SecretKeyPlace } from "@tocsin/secrets";
import { z } from "zod";

const schema = z.object({
  HOST: environment.HOST,
  PORT: environment.PORT,
  TOCSIN_DATA_DIR: environment.TOCSIN_DATA_DIR,
  TOCSIN_PUBLIC_URL: environment.TOCSIN_PUBLIC_URL,
  TOCSIN_SECRET_KEY: environment.TOCSIN_SECRET_KEY,
  TOCSIN_SECRET_KEY_FILE: environment.TOCSIN_SECRET_KEY_FILE,
  TOCSIN_SETUP_TOKEN: environment.TOCSIN_SETUP_TOKEN,
  MAIL_FROM: environment.MAIL_FROM,
  REDIS_URL: environment.REDIS_URL,
});

export interface Config {
  readonly dataDir: string;
  readonly database: string;
  /** Where people reach this installation, as far as the environment says. */
  readonly publicUrl: string;
  readonly mailDomain: string;
  readonly secretKey: SecretKeyPlace;
  readonly setupToken: string | undefined;
  readonly redisUrl: string | undefined;
}

/** The same environment that api and worker are run with, or every fault of it. */
export const parseConfig = (variables: NodeJS.ProcessEnv): Result<Config, string> => {
  const parsed = parseEnvironment(schema, variables);
  if (!parsed.ok) return err(parsed.problem);
  const { HOST, PORT, TOCSIN_PUBLIC_URL, MAIL_FROM, REDIS_URL, ...rest } = parsed.value;
  const dataDir = resolve(rest.TOCSIN_DATA_DIR);
  return ok({
    dataDir,
    database: join(dataDir, "tocsin.db"),
    publicUrl: TOCSIN_PUBLIC_URL ?? `http://${reachable(HOST)}:${PORT}`,
    mailDomain: domainOfMailbox(MAIL_FROM),
    secretKey: { given: rest.TOCSIN_SECRET_KEY, file: rest.TOCSIN_SECRET_KEY_FILE, dataDir },
    setupToken: rest.TOCSIN_SETUP_TOKEN,
    redisUrl: REDIS_URL,
  });
};

/** Who listens on every address is reached, from this machine, on loopback. */
const reachable = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};
