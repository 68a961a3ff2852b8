import { err, ok, type Result } from "../kernel/index.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that hold a secret and may be given as a file: `SMTP_URL_FILE` for `SMTP_URL`. */
const namesOfSecrets = [
  "SMTP_URL",
  "SMTP_OAUTH_CLIENT_SECRET",
  "SMTP_OAUTH_REFRESH_TOKEN",
  "RESEND_API_KEY",
  "MICROSOFT365_CLIENT_SECRET",
  "TOCSIN_SETUP_TOKEN",
  "OIDC_CLIENT_SECRET",
] as const;

/**
 * The variables, with every secret that is given as a file read from it; an empty file is a secret that is absent.
 * `read` throws where it cannot. The problem names every fault, a line each, and never what a file holds.
 */
export const withSecretFiles = (variables: Variables, read: (path: string) => string): Result<Variables, string> => {
  const faults: string[] = [];
  const found: Record<string, string> = {};
  for (const name of namesOfSecrets) {
    const path = variables[`${name}_FILE`] ?? "";
    if (path === "") continue;
    try {
      const secret = read(path).trim();
      if (secret === "") continue;
      if ((variables[name] ?? "") === "") found[name] = secret;
      else faults.push(`  ${name}: is given twice, here and in ${name}_FILE`);
    } catch (error) {
      faults.push(`  ${name}_FILE: ${path} cannot be read${codeOf(error)}`);
    }
  }
  return faults.length > 0 ? err(faults.join("\n")) : ok({ ...variables, ...found });
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
