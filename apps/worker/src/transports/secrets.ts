const secretNames = [
  "SMTP_OAUTH_CLIENT_SECRET",
  "SMTP_OAUTH_REFRESH_TOKEN",
  "RESEND_API_KEY",
  "MICROSOFT365_CLIENT_SECRET",
] as const;
type SecretName = (typeof secretNames)[number];
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** The text of a file; null where it cannot be read. */
export type ReadFile = (path: string) => string | null;

/** Secrets as given, or out of the files that are named instead. */
export const secretsOf = (
  given: Readonly<Partial<Record<SecretName | `${SecretName}_FILE`, string | undefined>>>,
  readFile: ReadFile,
): { readonly secrets: Secrets; readonly faults: readonly string[] } => {
  const secrets: Partial<Record<SecretName, string>> = {};
  const faults: string[] = [];
  for (const name of secretNames) {
    const fileName = `${name}_FILE` as const;
    const [value, path] = [given[name], given[fileName]];
    if (value !== undefined && path !== undefined) faults.push(`  ${fileName}: ${name} is set too; keep one of them`);
    const secret = value ?? (path === undefined ? undefined : readFile(path)?.trim());
    if (path !== undefined && !secret) faults.push(`  ${fileName}: the file cannot be read, or is empty`);
    if (secret) secrets[name] = secret;
  }
  return { secrets, faults };
};
