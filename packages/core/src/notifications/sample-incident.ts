import type { Alert, Evidence, Incident } from "../incidents/index.ts";
import { asId, type Instant, minuteMs, type OrganizationId, type Severity } from "../kernel/index.ts";

/** An incident that never happened, to show and test mails with while there is no real one. */
export const sampleIncident = (
  organizationId: OrganizationId,
  severity: Severity,
  now: Instant,
): { readonly incident: Incident; readonly alerts: readonly Alert[] } => ({
  incident: {
    id: asId("sample"),
    organizationId,
    sourceId: asId("sample"),
    number: 0,
    externalId: "sample",
    authority: "sample",
    familyId: asId("sample"),
    title: "Sample: suspicious activity on a file server",
    description: "No such incident happened.",
    severity: { value: severity, foreign: null },
    highestSeverity: severity,
    status: { value: "active", foreign: null },
    assignedTo: null,
    classification: null,
    determination: null,
    portalUrl: null,
    tags: [],
    categories: ["SuspiciousActivity"],
    createdAt: now - 20 * minuteMs,
    updatedAt: now,
    redirectTo: null,
    stub: false,
    firstSeenAt: now,
    lastChangeAt: now,
    changeCount: 1,
  },
  alerts: [sampleAlert(severity, now)],
});

const sampleAlert = (severity: Severity, now: Instant): Alert => ({
  key: "sample",
  title: "Sample: many files renamed in a short time",
  description: null,
  severity: { value: severity, foreign: null },
  status: { value: "active", foreign: null },
  categories: ["SuspiciousActivity"],
  techniques: [],
  serviceSource: "Tocsin",
  detectionSource: null,
  assignedTo: null,
  classification: null,
  determination: null,
  recommendedActions: null,
  url: null,
  createdAt: now - 20 * minuteMs,
  updatedAt: now,
  firstActivityAt: now - 20 * minuteMs,
  lastActivityAt: now - 5 * minuteMs,
  resolvedAt: null,
  evidence: [sampleEvidence("device", "srv-sample-01"), sampleEvidence("user", "sample.user@example.org")],
});

const sampleEvidence = (type: "device" | "user", name: string): Evidence => ({
  type,
  key: name,
  name,
  sourceGroup: null,
  os: null,
  domain: null,
  tags: [],
  ips: [],
  details: {},
});
