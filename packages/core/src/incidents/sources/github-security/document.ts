import { type ForeignRecord, isNothing, own, ownAt, readName, readRecord, readText, readWord } from "../../read.ts";

export type GithubAlertType = "code-scanning" | "secret-scanning" | "dependabot" | "advisory";

/** An alert, or an advisory, with what stands around it. */
export interface GithubAlert {
  readonly type: GithubAlertType;
  readonly alert: ForeignRecord;
  /** What happened to it (`created`); null where an API lists it. */
  readonly action: string | null;
  readonly repository: ForeignRecord | null;
  /** Where a secret was found, told of apart from its alert. */
  readonly location: ForeignRecord | null;
}

/** Some relays keep what GitHub sent under a name of their own, also as text; a form has it under `payload`. */
const wrappers = ["payload", "body", "detail", "event", "data"];

/** The alert in a document; null where there is none. */
export const alertIn = (document: ForeignRecord, depth = 3): GithubAlert | null => {
  const found = directlyIn(document);
  if (found !== null || depth === 0) return found;
  for (const key of wrappers) {
    const inner = readRecord(unpacked(own(document, key)));
    const alert = inner && alertIn(inner, depth - 1);
    if (alert) return alert;
  }
  return null;
};

const directlyIn = (document: ForeignRecord): GithubAlert | null => {
  const around = {
    action: readWord(own(document, "action")),
    repository: readRecord(own(document, "repository")),
    location: readRecord(own(document, "location")),
  };
  const alert = readRecord(own(document, "alert"));
  const type = alert && typeOf(alert);
  if (alert && type) return { ...around, type, alert };
  const advisory = readRecord(own(document, "repository_advisory")) ?? readRecord(own(document, "security_advisory"));
  if (advisory && isNothing(own(document, "number"))) return { ...around, type: "advisory", alert: advisory };
  const own_ = typeOf(document);
  return own_ === null ? null : { ...around, type: own_, alert: document };
};

/** What kind of alert it is, by what only that kind has; else by its address. */
const typeOf = (alert: ForeignRecord): GithubAlertType | null => {
  const has = (...keys: readonly string[]) => keys.some((key) => !isNothing(own(alert, key)));
  const link = `${readText(own(alert, "html_url")) ?? ""} ${readText(own(alert, "url")) ?? ""}`;
  if (has("secret_type", "secret_type_display_name") || link.includes("/secret-scanning/")) return "secret-scanning";
  if (has("security_advisory", "security_vulnerability", "dependency", "affected_package_name")) return "dependabot";
  if (/\/dependabot\/(?:alerts\/)?\d/.test(link)) return "dependabot";
  if (readRecord(own(alert, "rule")) !== null && has("number", "tool", "most_recent_instance")) return "code-scanning";
  if (link.includes("/code-scanning/")) return "code-scanning";
  return has("ghsa_id") && has("summary", "severity") ? "advisory" : null;
};

const unpacked = (value: unknown): unknown => {
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
};

/**
 * What else GitHub posts to a webhook, in a few words; null where this is nothing that GitHub sends. Its other events
 * tell of a repository or an organization, and of who did something.
 */
export const otherEventIn = (document: ForeignRecord): string | null => {
  if (!isNothing(own(document, "zen")) && !isNothing(own(document, "hook_id"))) return "GitHub’s test of a new webhook";
  const fromGithub =
    readName(ownAt(document, "sender.login")) !== null &&
    ["repository", "organization", "enterprise", "installation"].some((key) => readRecord(own(document, key)) !== null);
  if (!fromGithub) return null;
  const action = readWord(own(document, "action"));
  return action === null ? "another event of GitHub" : `another event of GitHub (${action})`;
};
