/** Coverage, in English. */
export const en = {
  title: "Coverage",
  intro:
    "Who would be told of a new incident, for every severity, device group and source; and what nobody was told of.",
  create: "Create rule",
  noSources: "There are no sources yet",
  "noSources.text": "Coverage is shown for each source: connect one first.",
  summary:
    "{empty, plural, =0 {Every one of {all} cells reaches somebody.} one {One of {all} cells reaches nobody, {grave} of them high or critical.} other {# of {all} cells reach nobody, {grave} of them high or critical.}}",
  table: "Who is told of incidents from {source}",
  group: "Device group",
  noDevice: "No device",
  nobody: "Nobody",
  told: "{count, plural, one {# person} other {# people}}",
  maybe: "{count, plural, one {perhaps # more} other {perhaps # more}}",
  "unheard.none": "Every incident of the last 30 days reached somebody.",
  "unheard.title":
    "{count, plural, one {# incident of the last 30 days reached nobody} other {# incidents of the last 30 days reached nobody}}",
  "unheard.text": "The gravest of them, with what kept them quiet.",
  "reason.noRule": "No rule asks for incidents like this one.",
  "reason.noMatch": "No rule matched.",
  "reason.suppressed": "A rule matched, but none of its recipients may be told.",
  "reason.givenUp": "A mail was made, and given up.",
  closest: "Rule {rule} came closest.",
} as const;
