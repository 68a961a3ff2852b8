import { createHash } from "node:crypto";
import {
  alertOf,
  evidenceOf,
  type IncomingIncident,
  incidentFactsOf,
  sourceKindOf,
} from "../../packages/core/src/incidents/index.ts";

const context = {
  sourceId: "source-1",
  tenantId: "Contoso-Tenant",
  settings: {},
  digest: (text: string) => createHash("sha256").update(text).digest("hex"),
};

/** What the kind makes of a payload that must be an incident. */
export const readAs = (kind: string, payload: unknown): IncomingIncident => {
  const result = sourceKindOf(kind)?.normalise(payload, context);
  if (!result?.ok) throw new Error(`${result?.problem.path} ${result?.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

/** What people look at first, short enough to be written down from a payload by hand. */
export const gistOf = ({ externalId, authority, layers, alerts: layered }: IncomingIncident) => {
  const alerts = layered.map(alertOf);
  const facts = incidentFactsOf(
    layers,
    alerts.map(({ severity }) => severity.value),
  );
  const evidence = new Set(
    layered
      .flatMap((alert) => alert.evidence.map(evidenceOf))
      .map(({ type, name, sourceGroup }) =>
        sourceGroup === null ? `${type} ${name}` : `${type} ${name} in ${sourceGroup}`,
      ),
  );
  return {
    externalId,
    authority,
    title: facts.title,
    state: `${facts.severity.value}, ${facts.status.value}`,
    updatedAt: facts.updatedAt === null ? null : new Date(facts.updatedAt).toISOString(),
    alerts: alerts.map(({ severity, status, title }) => `${severity.value}, ${status.value}: ${title}`),
    evidence: [...evidence],
  };
};
