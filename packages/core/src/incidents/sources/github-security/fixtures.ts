/* Alerts as GitHub's documentation of its webhooks describes them. Nothing in them happened. */

const repository = {
  id: 7,
  name: "shop",
  full_name: "contoso/shop",
  owner: { login: "contoso" },
  html_url: "https://github.com/contoso/shop",
  visibility: "private",
  default_branch: "main",
  topics: ["payments"],
};
const sender = { login: "github" };

export const aCodeScanningAlert = {
  action: "created",
  alert: {
    number: 10,
    created_at: "2026-11-20T09:00:00Z",
    updated_at: "2026-11-20T09:00:01Z",
    html_url: "https://github.com/contoso/shop/security/code-scanning/10",
    state: "open",
    fixed_at: null,
    dismissed_at: null,
    dismissed_reason: null,
    assignees: [{ login: "ada" }],
    rule: {
      id: "js/sql-injection",
      severity: "error",
      security_severity_level: "critical",
      description: "Database query built from user-controlled sources",
      full_description: "Attackers may run queries of their own.",
      tags: ["security", "external/cwe/cwe-089"],
      help: "Use parameters.",
    },
    tool: { name: "CodeQL", version: "2.19.0" },
    most_recent_instance: {
      ref: "refs/heads/main",
      state: "open",
      commit_sha: "39406e42cb832f683daa691dd652a8dc36ee8930",
      message: { text: "This depends on a user-provided value." },
      location: { path: "src/orders.ts", start_line: 51, end_line: 51 },
    },
  },
  ref: "refs/heads/main",
  commit_oid: "39406e42cb832f683daa691dd652a8dc36ee8930",
  repository,
  sender,
};

export const aDismissedCodeScanningAlert = {
  ...aCodeScanningAlert,
  action: "closed_by_user",
  alert: {
    ...aCodeScanningAlert.alert,
    state: "dismissed",
    updated_at: "2026-11-21T10:00:00Z",
    dismissed_at: "2026-11-21T10:00:00Z",
    dismissed_reason: "false positive",
    dismissed_comment: "The value is checked before.",
    dismissed_by: { login: "ada" },
  },
};

export const aDependabotAlert = {
  action: "created",
  alert: {
    number: 10,
    state: "open",
    dependency: {
      package: { ecosystem: "npm", name: "left-pad" },
      manifest_path: "web/package-lock.json",
      scope: "runtime",
    },
    security_advisory: {
      ghsa_id: "GHSA-aaaa-bbbb-cccc",
      cve_id: "CVE-2026-0001",
      summary: "left-pad pads too much",
      description: "A long text stops the server.",
      severity: "high",
      identifiers: [{ type: "CVE", value: "CVE-2026-0001" }],
      cwes: [{ cwe_id: "CWE-400", name: "Uncontrolled Resource Consumption" }],
    },
    security_vulnerability: {
      package: { ecosystem: "npm", name: "left-pad" },
      severity: "moderate",
      vulnerable_version_range: "< 1.3.1",
      first_patched_version: { identifier: "1.3.1" },
    },
    html_url: "https://github.com/contoso/shop/security/dependabot/10",
    created_at: "2026-11-20T09:00:00Z",
    updated_at: "2026-11-20T09:00:00Z",
    dismissed_at: null,
    fixed_at: null,
  },
  repository,
  sender,
};

/** Webhooks of secrets have no state: a resolution tells. */
export const aSecretAlert = {
  action: "created",
  alert: {
    number: 3,
    created_at: "2026-11-20T09:00:00Z",
    updated_at: "2026-11-20T09:00:00Z",
    html_url: "https://github.com/contoso/shop/security/secret-scanning/3",
    resolution: null,
    resolved_at: null,
    secret_type: "aws_access_key_id",
    secret_type_display_name: "Amazon AWS Access Key ID",
    validity: "active",
    publicly_leaked: true,
    push_protection_bypassed: true,
    push_protection_bypassed_by: { login: "mallory" },
  },
  repository,
  sender,
};

export const aSecretLocation = {
  action: "created",
  alert: aSecretAlert.alert,
  location: {
    type: "commit",
    details: { path: "deploy/.env", start_line: 4, commit_sha: "af5626b4a114abcb82d63db7c8082c3c4756e51b" },
  },
  repository,
  sender,
};

export const anAdvisory = {
  action: "published",
  security_advisory: {
    ghsa_id: "GHSA-aaaa-bbbb-cccc",
    cve_id: null,
    summary: "left-pad pads too much",
    severity: "low",
    published_at: "2026-11-19T09:00:00Z",
    updated_at: "2026-11-19T10:00:00Z",
    withdrawn_at: null,
    vulnerabilities: [{ package: { ecosystem: "npm", name: "left-pad" }, vulnerable_version_range: "< 1.3.1" }],
  },
};

export const aPing = { zen: "Keep it logically awesome.", hook_id: 1, hook: { type: "Organization" }, sender };
