import { readFileSync } from "node:fs";
import { ok, type Result } from "@tocsin/core/kernel";
import { environment, parseEnvironment, withSecretFiles } from "@tocsin/core/settings";
import { z } from "zod";
import type { SingleSignOnSetting } from "./sign-in/single-sign-on.ts";
import { singleSignOnSettingOf } from "./sign-in/single-sign-on-setting.ts";

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
  OIDC_ISSUER: environment.OIDC_ISSUER,
  OIDC_CLIENT_ID: environment.OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET: environment.OIDC_CLIENT_SECRET,
  OIDC_TITLE: environment.OIDC_TITLE,
  OIDC_GROUPS_CLAIM: environment.OIDC_GROUPS_CLAIM,
  OIDC_ROLES: environment.OIDC_ROLES,
});

export type Config = Readonly<z.output<typeof schema>> & {
  /** Null where none is set up. */
  readonly singleSignOn: SingleSignOnSetting | null;
};

/** The environment as this program uses it, or every fault of it. */
export const parseConfig = (variables: NodeJS.ProcessEnv): Result<Config, string> => {
  const given = withSecretFiles(variables, (path) => readFileSync(path, "utf8"));
  if (!given.ok) return given;
  const parsed = parseEnvironment(schema, given.value);
  if (!parsed.ok) return parsed;
  const singleSignOn = singleSignOnSettingOf(parsed.value);
  return singleSignOn.ok ? ok({ ...parsed.value, singleSignOn: singleSignOn.value }) : singleSignOn;
};
