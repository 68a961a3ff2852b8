import { readFileSync } from "node:fs";
import type { Result } from "@tocsin/core/kernel";
import { environment, parseEnvironment, withSecretFiles } from "@tocsin/core/settings";
import { z } from "zod";

const schema = z.object({
  HOST: environment.HOST,
  PORT: environment.PORT,
  TOCSIN_DATA_DIR: environment.TOCSIN_DATA_DIR,
  TOCSIN_PUBLIC_URL: environment.TOCSIN_PUBLIC_URL,
  TOCSIN_SECRET_KEY: environment.TOCSIN_SECRET_KEY,
  TOCSIN_SECRET_KEY_FILE: environment.TOCSIN_SECRET_KEY_FILE,
  MAIL_FROM: environment.MAIL_FROM,
  REDIS_URL: environment.REDIS_URL,
  TOCSIN_SETUP_TOKEN: environment.TOCSIN_SETUP_TOKEN,
  TOCSIN_POLL_HOSTS: environment.TOCSIN_POLL_HOSTS,
  LOG_LEVEL: environment.LOG_LEVEL,
  TRUST_PROXY: environment.TRUST_PROXY,
});

export type Config = Readonly<z.output<typeof schema>>;

/** The environment as this program uses it, or every fault of it. */
export const parseConfig = (variables: NodeJS.ProcessEnv): Result<Config, string> => {
  const given = withSecretFiles(variables, (path) => readFileSync(path, "utf8"));
  return given.ok ? parseEnvironment(schema, given.value) : given;
};
