import type {
  Alert,
  AlertFacts,
  Evidence,
  Incident,
  IncidentChange,
  IncidentFacts,
  IncomingIncident,
  Layer,
  LayeredAlert,
  LayeredEvidence,
  Mapped,
} from "../incidents/index.ts";
import { nothingNew } from "../incidents/index.ts";
import { asId, type Instant } from "../kernel/index.ts";
import { noon } from "./moments.ts";

/** A value of our vocabulary for which the sender had no word of its own. */
export const mapped = <Value extends string>(value: Value): Mapped<Value> => ({ value, foreign: null });

export const anIncident = (given: Partial<Incident> = {}): Incident => ({
  id: asId("incident-1"),
  organizationId: asId("organization-1"),
  sourceId: asId("source-1"),
  number: 1042,
  externalId: "external-1",
  authority: "source-1",
  familyId: given.id ?? asId("incident-1"),
  title: "Ransomware on several endpoints",
  description: null,
  severity: mapped("high"),
  status: mapped("active"),
  assignedTo: null,
  classification: null,
  determination: null,
  portalUrl: null,
  tags: [],
  categories: [],
  createdAt: noon,
  updatedAt: noon,
  redirectTo: null,
  highestSeverity: given.severity?.value ?? "high",
  stub: false,
  firstSeenAt: noon,
  lastChangeAt: noon,
  changeCount: 1,
  ...given,
});

export const anAlert = (given: Partial<Alert> = {}): Alert => ({
  key: "alert-1",
  title: "Shadow copies deleted",
  description: null,
  severity: mapped("high"),
  status: mapped("active"),
  categories: [],
  techniques: [],
  serviceSource: null,
  detectionSource: null,
  assignedTo: null,
  classification: null,
  determination: null,
  recommendedActions: null,
  url: null,
  createdAt: noon,
  updatedAt: null,
  firstActivityAt: null,
  lastActivityAt: null,
  resolvedAt: null,
  evidence: [],
  ...given,
});

/** A piece of evidence: a device unless the test says otherwise, with its name folded for a key. */
export const anEvidence = (given: Partial<Evidence> = {}): Evidence => ({
  type: "device",
  key: (given.name ?? "SRV-01").toLowerCase(),
  name: "SRV-01",
  sourceGroup: null,
  os: null,
  domain: null,
  tags: [],
  ips: [],
  details: {},
  ...given,
});

export const anIncidentChange = (given: Partial<IncidentChange> = {}): IncidentChange => ({
  id: asId("change-1"),
  incidentId: asId("incident-1"),
  seq: 1,
  at: noon,
  kinds: ["opened"],
  detail: nothingNew,
  ...given,
});

/** One write of facts, as a payload of time `at` brings it. */
export const aLayer = <Facts>(facts: Partial<Facts>, at: Instant = noon, hash = `h${at}`): Layer<Facts> => ({
  version: { at, hash },
  facts,
});

/** A payload in our words. `facts` and `at` make its one write; alerts come with their own. */
export const anIncoming = ({
  facts = { title: "Ransomware on several endpoints" },
  at = noon,
  ...given
}: Partial<IncomingIncident> & {
  readonly facts?: Partial<IncidentFacts>;
  readonly at?: Instant;
} = {}): IncomingIncident => ({
  externalId: "external-1",
  authority: "source-1",
  layers: [aLayer<IncidentFacts>(facts, at)],
  alerts: [],
  ...given,
});

export const anIncomingAlert = ({
  facts = { title: "Shadow copies deleted" },
  at = noon,
  ...given
}: Partial<LayeredAlert> & { readonly facts?: Partial<AlertFacts>; readonly at?: Instant } = {}): LayeredAlert => ({
  key: "alert-1",
  layers: [aLayer<AlertFacts>(facts, at)],
  evidence: [],
  ...given,
});

export const anIncomingEvidence = (given: Partial<LayeredEvidence> = {}): LayeredEvidence => ({
  type: "device",
  key: "srv-01",
  layers: [aLayer({ name: given.key?.toUpperCase() ?? "SRV-01" })],
  ...given,
});

/** An incident with one alert of its name, which points at devices by these keys. */
export const anIncomingOn = (externalId: string, ...devices: readonly string[]): IncomingIncident =>
  anIncoming({
    externalId,
    alerts: [anIncomingAlert({ key: externalId, evidence: devices.map((key) => anIncomingEvidence({ key })) })],
  });
