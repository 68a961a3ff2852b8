/** What things are called in the log. */
export const auditNouns = [
  "access token",
  "all-clear",
  "backup",
  "delivery",
  "demo",
  "device group",
  "incident",
  "notification rule",
  "organization",
  "payload problem",
  "reconciliation",
  "recipient",
  "role assignment",
  "second factor",
  "session",
  "silence",
  "source",
  "transport",
  "transport test",
  "user",
] as const;

export type AuditNoun = (typeof auditNouns)[number];

/** The parts of the api: what stands in the log where no thing is known, as of a request that was refused. */
export const apiAreas = [
  "Access tokens",
  "Audit",
  "Deliveries",
  "Demo",
  "Device groups",
  "Events",
  "Incidents",
  "Ingestion",
  "Links in mails",
  "Mail transport",
  "Me",
  "Notification rules",
  "Organizations",
  "Recipients",
  "Roles",
  "Set-up",
  "Sign-in",
  "Silences",
  "Sources",
  "System",
  "Users",
] as const;

export type ApiArea = (typeof apiAreas)[number];
