/** The list of incidents, in English. */
export const enIncidents = {
  title: "Incidents",
  loading: "Fetching the incidents…",
  latest: (count: number) => `The ${count} that changed last.`,
  severity: "Severity",
  incident: "Incident",
  status: "Status",
  lastChange: "Last change",
  empty: "No incident has come in yet",
  emptyHelp: "What a source reports appears here, the latest change first.",
};

/** The page of one incident, in English. */
export const enIncident = {
  loading: "Fetching the incident…",
  reference: (number: number) => `Incident ${number}`,
  all: "All incidents",
  untitled: "Incident without a title",
  untitledAlert: "Alert without a title",
  missing: "There is no such incident, or you may not see it",
  missingHelp: "The address may have been cut off on its way. If you came from a mail, use its button.",
  refresh: "Refresh",
  refreshing: "Refreshing…",
  asOf: (time: string, zone: string) => `As of ${time} · times are ${zone}`,
  ownWord: (word: string) => `the source says “${word}”`,
  unassigned: "Unassigned",
  goesOn: "Open the incident that it went on as",
  facts: {
    title: "Facts",
    status: "Status",
    assignedTo: "Assigned to",
    highest: "Highest severity so far",
    classification: "Classification",
    categories: "Categories",
    tags: "Tags",
    created: "Created at the source",
    updated: "Updated at the source",
    firstSeen: "First seen here",
    lastChange: "Last change here",
    source: "Source",
    externalId: "Id at the source",
  },
  portal: "Open in the vendor’s portal",
  portalAt: (host: string) => `Opens ${host}`,
  involved: "Involved",
  involvedHelp: "What the alerts point at, taken together.",
  alerts: "Alerts",
  noAlerts: "The source sent no alerts with this incident.",
  alert: {
    techniques: "Techniques",
    more: (count: number) =>
      count === 0
        ? "Details"
        : count === 1
          ? "Details, and 1 piece of evidence"
          : `Details, and ${count} pieces of evidence`,
    recommended: "What the source recommends",
    unknownTime: "at an unknown time",
    portal: "Open this alert in the vendor’s portal",
  },
  showAll: (count: number) => `Show all ${count}`,
  showText: "Show all of it",
  timeline: "What changed",
  noChanges: "Nothing has been reported of it yet.",
  lines: {
    severityRose: (from: string, to: string) => `Severity rose from ${from} to ${to}`,
    severityFell: (from: string, to: string) => `Severity fell from ${from} to ${to}`,
    newAlerts: (count: number) => (count === 1 ? "1 new alert:" : `${count} new alerts:`),
    alertRose: (title: string, from: string, to: string) => `Alert “${title}” rose from ${from} to ${to}`,
    newEvidence: (type: string, names: string) => `New to it, ${type}: ${names}`,
    status: (from: string, to: string) => `Status went from ${from} to ${to}`,
    assigned: (name: string) => `Assigned to ${name}`,
    unassigned: "No longer assigned to anyone",
    classified: (word: string) => `Classified as ${word}`,
    unclassified: "Classification removed",
    merged: (numbers: string, count: number) =>
      count === 1 ? `Incident ${numbers} was merged into this one` : `Incidents ${numbers} were merged into this one`,
    andMore: (names: string, count: number) => `${names} and ${count} more`,
  },
};
