import { z } from "zod";
import type { ChangeId, IncidentId, Instant, Severity } from "../kernel/index.ts";
import type { EvidenceType, Status } from "./incident.ts";

/** What is new since we last knew. In this order a change of several kinds is named after the first. */
export const changeKinds = ["opened", "reopened", "merged", "escalated", "resolved", "updated"] as const;
export type ChangeKind = (typeof changeKinds)[number];
export const changeKindSchema = z.enum(changeKinds).meta({ id: "ChangeKind" });

export interface Step<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** What exactly is new. Nothing in it means that nobody has anything to be told. */
export interface ChangeDetail {
  readonly newAlerts: readonly { readonly key: string; readonly title: string; readonly severity: Severity }[];
  readonly raisedAlerts: readonly ({ readonly key: string; readonly title: string } & Step<Severity>)[];
  readonly newEvidence: readonly {
    readonly alertKey: string;
    readonly type: EvidenceType;
    readonly key: string;
    readonly name: string;
  }[];
  readonly severity: Step<Severity> | null;
  readonly status: Step<Status> | null;
  readonly assignedTo: Step<string | null> | null;
  readonly classification: Step<string | null> | null;
  /** Numbers of the incidents that were folded in. */
  readonly merged: readonly number[];
}

/** A set of kinds (never empty, in the order of `changeKinds`) with the detail behind them. */
export interface ChangeNews {
  readonly kinds: readonly ChangeKind[];
  readonly detail: ChangeDetail;
}

export interface IncidentChange extends ChangeNews {
  readonly id: ChangeId;
  readonly incidentId: IncidentId;
  /** 1 for the incident's first change, counting up without gaps. */
  readonly seq: number;
  /** When it was committed here. */
  readonly at: Instant;
}

export const nothingNew: ChangeDetail = {
  newAlerts: [],
  raisedAlerts: [],
  newEvidence: [],
  severity: null,
  status: null,
  assignedTo: null,
  classification: null,
  merged: [],
};
