import { type ChangeDetail, type ChangeKind, changeKinds, nothingNew, type Step } from "../incidents/index.ts";

/** Several changes in a row as one: what stood before the first and stands after the last. */
export const foldChanges = (
  changes: readonly { readonly kinds: readonly ChangeKind[]; readonly detail: ChangeDetail }[],
): { readonly kinds: readonly ChangeKind[]; readonly detail: ChangeDetail } => ({
  kinds: changeKinds.filter((kind) => changes.some((change) => change.kinds.includes(kind))),
  detail: changes.map(({ detail }) => detail).reduce(foldDetails, nothingNew),
});

const foldDetails = (earlier: ChangeDetail, later: ChangeDetail): ChangeDetail => {
  const newAlerts = [...earlier.newAlerts, ...later.newAlerts];
  const isNew = new Set(newAlerts.map(({ key }) => key));
  return {
    newAlerts,
    // An alert that is new to the reader was not raised, whatever happened to it in between.
    raisedAlerts: [...earlier.raisedAlerts, ...later.raisedAlerts].filter(({ key }) => !isNew.has(key)),
    newEvidence: [...earlier.newEvidence, ...later.newEvidence],
    severity: foldSteps(earlier.severity, later.severity),
    status: foldSteps(earlier.status, later.status),
    assignedTo: foldSteps(earlier.assignedTo, later.assignedTo),
    classification: foldSteps(earlier.classification, later.classification),
    merged: [...earlier.merged, ...later.merged],
  };
};

const foldSteps = <Value>(earlier: Step<Value> | null, later: Step<Value> | null): Step<Value> | null => {
  if (earlier === null || later === null) return later ?? earlier;
  return earlier.from === later.to ? null : { from: earlier.from, to: later.to };
};
