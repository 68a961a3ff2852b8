/** A case as TheHive 5 has it, written from its documentation. */
export const aHiveCase = {
  _id: "~100",
  _type: "Case",
  _createdBy: "ada@contoso.example",
  _createdAt: 1772439600000,
  _updatedAt: 1772439660000,
  number: 23,
  title: "Ransomware on srv-1",
  description: "Files were renamed.",
  severity: 3,
  startDate: 1772439000000,
  tags: ["ransomware", "attack.T1486"],
  tlp: 2,
  pap: 2,
  status: "InProgress",
  stage: "InProgress",
  assignee: "ada@contoso.example",
  customFields: [],
};

/** What the webhook of TheHive 5 posts when the case is closed. */
export const aClosedCaseAudit = {
  _id: "~900",
  _type: "Audit",
  action: "update",
  objectType: "Case",
  objectId: "~100",
  rootId: "~100",
  details: { status: "TruePositive", stage: "Closed" },
  object: {
    ...aHiveCase,
    _updatedAt: 1772443200000,
    endDate: 1772443200000,
    status: "TruePositive",
    stage: "Closed",
    impactStatus: "NoImpact",
  },
  context: aHiveCase,
};

/** The same when an observable is added to it. */
export const anObservableAudit = {
  _type: "Audit",
  action: "create",
  objectType: "Observable",
  objectId: "~300",
  rootId: "~100",
  object: {
    _id: "~300",
    _type: "Observable",
    _createdAt: 1772439700000,
    dataType: "hostname",
    data: "SRV-1",
    message: "patient zero",
    tags: ["dmz"],
  },
  context: aHiveCase,
};

/** What the webhook of TheHive 4 posts of an alert that was imported into a case. */
export const anImportedAlertAudit = {
  operation: "Update",
  objectType: "alert",
  objectId: "~200",
  startDate: 1772439650000,
  base: true,
  details: { status: "Imported" },
  object: {
    _id: "~200",
    id: "~200",
    _type: "alert",
    createdAt: 1772439600000,
    updatedAt: 1772439650000,
    type: "edr",
    source: "sensor-1",
    sourceRef: "x-1",
    title: "Files renamed",
    severity: 2,
    date: 1772439590000,
    status: "Imported",
    case: "~100",
    artifacts: [
      { dataType: "ip", data: "203.0.113.9" },
      { dataType: "file", attachment: { name: "a.exe" } },
      { dataType: "user-agent", data: "curl" },
    ],
  },
};

export const aTaskAudit = {
  action: "create",
  objectType: "Task",
  objectId: "~5",
  object: { _id: "~5", title: "Call" },
};
