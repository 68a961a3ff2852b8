import { type ChangeDetail, type ChangeKind, changeKinds, nothingNew, type Step } from "../incidents/index.ts";

/** Several changes in a row as one: what stood before the first and stands after the last. */
export const foldChanges = (
  changes: readonly { readonly kinds: readonly ChangeKind[]; readonly detail: ChangeDetail }[],
): { readonly kinds: readonly ChangeKind[]; readonly detail: ChangeDetail } => ({
  kinds: changeKinds.filter((kind) => changes.some((change) => change.kinds.includes(kind))),
  detail: changes.map(({ detail }) => detail).reduce(foldDetails, nothingNew),
});

const foldDetails = (earlier: ChangeDetail, later: ChangeDetail): ChangeDetail => {
  const raisedTo = new Map(later.raisedAlerts.map(({ key, to }) => [key, to]));
  const newAlerts = [...earlier.newAlerts, ...later.newAlerts].map((alert) => ({
    ...alert,
    severity: raisedTo.get(alert.key) ?? alert.severity,
  }));
  // What is new to the reader was not raised and has no new evidence, whatever happened to it in between.
  const isNew = new Set(newAlerts.map(({ key }) => key));
  return {
    newAlerts,
    raisedAlerts: foldRaised(earlier.raisedAlerts, later.raisedAlerts).filter(({ key }) => !isNew.has(key)),
    newEvidence: [...earlier.newEvidence, ...later.newEvidence].filter(({ alertKey }) => !isNew.has(alertKey)),
    severity: foldSteps(earlier.severity, later.severity),
    status: foldSteps(earlier.status, later.status),
    assignedTo: foldSteps(earlier.assignedTo, later.assignedTo),
    classification: foldSteps(earlier.classification, later.classification),
    merged: [...new Set([...earlier.merged, ...later.merged])],
  };
};

type Raised = ChangeDetail["raisedAlerts"];

const foldRaised = (earlier: Raised, later: Raised): Raised => {
  const byKey = new Map(earlier.map((alert) => [alert.key, alert]));
  for (const alert of later) byKey.set(alert.key, { ...alert, from: byKey.get(alert.key)?.from ?? alert.from });
  return [...byKey.values()];
};

const foldSteps = <Value>(earlier: Step<Value> | null, later: Step<Value> | null): Step<Value> | null => {
  if (earlier === null || later === null) return later ?? earlier;
  return earlier.from === later.to ? null : { from: earlier.from, to: later.to };
};
