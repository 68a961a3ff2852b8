import { err, ok } from "../../../kernel/index.ts";
import { hasAny, own, readRecord } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { readGithubAlert } from "./alert.ts";
import { githubSecurityConnect } from "./connect.ts";
import { alertIn, otherEventIn } from "./document.ts";
import { githubSecuritySettings } from "./settings.ts";

/** GitHub's alerts of code scanning, secret scanning and Dependabot, and advisories, as webhooks and the API give them. */
export const githubSecurity: PlainKind = {
  kind: "github-security",
  title: "GitHub security alerts",
  description:
    "Alerts of code scanning, secret scanning and Dependabot, and security advisories, from GitHub’s webhooks.",
  settings: githubSecuritySettings,
  connect: githubSecurityConnect,

  open: (body) => {
    const alerts = own(readRecord(body), "alerts");
    return Array.isArray(alerts) ? alerts : null;
  },

  recognises: (document) => {
    const github = alertIn(document);
    if (github === null) return otherEventIn(document) !== null;
    return github.repository !== null || hasAny(github.alert, ["html_url", "ghsa_id", "security_advisory"]);
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const github = alertIn(document.value);
    if (github !== null) {
      const settings = settingsOf(githubSecuritySettings, context.settings);
      return ok({ kind: "incident", incident: readGithubAlert(github, settings, context) });
    }
    const other = otherEventIn(document.value);
    if (other !== null)
      return ok({ kind: "ignored", externalId: null, reason: `It is ${other}, and no security alert` });
    return err({ path: "alert", problem: "is missing: this is no security alert of GitHub" });
  },
};
