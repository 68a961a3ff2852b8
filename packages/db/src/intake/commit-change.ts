import type { JudgedChange } from "@tocsin/core/conditions";
import {
  type Alert,
  alertOf,
  type ChangeNews,
  isClosedStatus,
  isMereUndo,
  judgesAllAlerts,
  type MergedIncident,
} from "@tocsin/core/incidents";
import type { DecideChange, DecidedChange, FreshChange, RecordRequest } from "@tocsin/core/intake";
import type { ChangeId, DeviceGroupId, IncidentId, Instant, Job } from "@tocsin/core/kernel";
import { newId } from "../ids.ts";
import { openEndAcknowledgement } from "../incidents/acknowledgement-rows.ts";
import { openReadAlerts } from "../incidents/read-alerts.ts";
import { incidentOf } from "../incidents/rows.ts";
import { devicelessId, incidentChanges, incidentDeviceGroups } from "../incidents/tables.ts";
import { openBeginEscalations } from "../notifications/escalation-rows.ts";
import { openEndMutes } from "../notifications/mute-rows.ts";
import { nothingTold, openTold } from "../notifications/told.ts";
import { openPlanWriter } from "../notifications/write-plan.ts";
import { preparedInsert } from "../prepared.ts";
import type { StoreParts } from "../store-parts.ts";
import type { IncidentRow } from "./incident-rows.ts";

/** What one recording is about, whichever incidents it touches. */
export interface Recording {
  readonly request: RecordRequest;
  readonly decide: DecideChange;
  readonly at: Instant;
  /** The incident that this very payload made: nothing was ever told of it. Null where it was known. */
  readonly made: IncidentId | null;
}

export interface CommittedChange {
  readonly changeId: ChangeId;
  readonly decided: DecidedChange;
  readonly jobs: readonly Job[];
}

/** The alerts that a change is about. */
export interface AlertsOfChange {
  /** Those that the payload touched, as they are now. */
  readonly touched: MergedIncident["alerts"];
  /** Those that come with an incident that is folded into this one. */
  readonly brought?: readonly Alert[];
  /** Where the change ends a redirect: what came while that lasted, and what of it the family had told already. */
  readonly afterUndo?: { readonly came: readonly Alert[]; readonly familiar: ReadonlySet<string> };
}

/** Writes a change of an incident (whose row counts it already), what is decided about it, and what follows. */
export type CommitChange = (
  row: IncidentRow,
  news: ChangeNews,
  alerts: AlertsOfChange,
  recording: Recording,
) => CommittedChange;

export const openCommitChange = ({ db, knowledgeOf, handOverJobs }: StoreParts): CommitChange => {
  const told = openTold(db);
  const writePlan = openPlanWriter(db);
  const readAlerts = openReadAlerts(db);
  const beginEscalations = openBeginEscalations(db);
  const endMutes = openEndMutes(db);
  const endAcknowledgement = openEndAcknowledgement(db);
  const insertChange = preparedInsert(db, incidentChanges, [
    "id",
    "organizationId",
    "incidentId",
    "sourceId",
    "seq",
    "at",
    "kinds",
    "detail",
    "judged",
    "knowledgeRevision",
  ]);
  const insertDeviceGroup = preparedInsert(db, incidentDeviceGroups, ["incidentId", "deviceGroupId"], {
    onConflict: "do nothing",
  });
  return (row, news, alerts, { request, decide, at, made }) => {
    const { revision, ...known } = knowledgeOf(row.organizationId);
    const fresh = freshChangeOf(readAlerts, row, news, alerts, at);
    const decided = decide(fresh, { ...known, ...(isUntold(row, made) ? nothingTold : told.of(row)) });
    const changeId = newId<ChangeId>();
    const { id: incidentId, organizationId, changeCount: seq } = row;
    const { sourceId } = request;
    const { judged } = decided;
    insertChange({
      id: changeId,
      organizationId,
      incidentId,
      sourceId,
      seq,
      at,
      kinds: [...news.kinds],
      detail: news.detail,
      judged,
      knowledgeRevision: revision,
    });
    for (const deviceGroupId of groupsOf(judged)) insertDeviceGroup({ incidentId, deviceGroupId });
    endAcknowledgement(incidentId, { at, kinds: news.kinds });
    beginEscalations({ row, changeId, at, kinds: news.kinds, begun: decided.escalations });
    if (isClosedStatus(judged.status)) endMutes(incidentId);
    return { changeId, decided, jobs: handOverJobs(writePlan({ changeId, row, at, decided })) };
  };
};

const groupsOf = ({ alerts }: JudgedChange): ReadonlySet<DeviceGroupId> =>
  new Set(alerts.flatMap(({ devices }) => (devices.length === 0 ? [devicelessId] : devices.map(({ group }) => group))));

/** Of an incident that is new, and has joined no older one's family, nothing needs to be looked up. */
const isUntold = ({ id, familyId }: IncidentRow, made: IncidentId | null): boolean => id === made && familyId === id;

const freshChangeOf = (
  readAlerts: ReturnType<typeof openReadAlerts>,
  row: IncidentRow,
  news: ChangeNews,
  { touched, brought = [], afterUndo }: AlertsOfChange,
  at: Instant,
): FreshChange => {
  const base = { incident: incidentOf(row), change: { seq: row.changeCount, at, kinds: news.kinds } };
  if (judgesAllAlerts(news) && !(afterUndo && isMereUndo(news, afterUndo.familiar))) {
    const own = readAlerts(row.id);
    const others = besides(own, brought);
    return { ...base, alerts: [...own, ...others], scope: "all", familiar: keysOf(others) };
  }
  const judged = keysOf([...news.detail.newAlerts, ...news.detail.raisedAlerts]);
  const fresh = touched.filter(({ key }) => judged.has(key)).map(alertOf);
  if (afterUndo === undefined) return { ...base, alerts: fresh, scope: "changed" };
  const earlier = besides(fresh, afterUndo.came);
  const familiar = new Set([...afterUndo.familiar, ...keysOf(earlier)]);
  return { ...base, alerts: [...fresh, ...earlier], scope: "changed", familiar };
};

interface Keyed {
  readonly key: string;
}

const keysOf = (alerts: readonly Keyed[]): ReadonlySet<string> => new Set(alerts.map(({ key }) => key));

const besides = <Value extends Keyed>(known: readonly Keyed[], others: readonly Value[]): readonly Value[] => {
  const keys = keysOf(known);
  return others.filter(({ key }) => !keys.has(key));
};
