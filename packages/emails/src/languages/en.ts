import { enAccount } from "./en-account.ts";
import { enNotices } from "./en-notices.ts";
import { counted, joinedBy, type Language } from "./language.ts";

/** English, also for every locale that has no table of its own. */
export const en: Language = {
  tag: "en",
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],

  severity: {
    unknown: "Unknown",
    informational: "Informational",
    low: "Low",
    medium: "Medium",
    high: "High",
    critical: "Critical",
  },
  severityBlock: {
    unknown: "Unknown severity",
    informational: "Informational",
    low: "Low severity",
    medium: "Medium severity",
    high: "High severity",
    critical: "Critical severity",
  },
  headline: {
    opened: "New incident",
    reopened: "Incident reopened",
    merged: "Incidents merged",
    escalated: "Severity raised",
    resolved: "Incident resolved",
    updated: "Incident updated",
  },
  andRaised: (headline) => `${headline}, severity raised`,
  status: {
    active: "Active",
    awaitingAction: "Awaiting action",
    inProgress: "In progress",
    redirected: "Merged into another incident",
    resolved: "Resolved",
  },
  classification: {
    truePositive: "True positive",
    falsePositive: "False positive",
    informationalExpectedActivity: "Expected activity",
    unknown: "Unknown",
  },

  devices: counted("device", "devices"),
  users: counted("user", "users"),
  mailboxes: counted("mailbox", "mailboxes"),
  newAlerts: counted("new alert", "new alerts"),
  newEvidence: {
    device: counted("new device", "new devices"),
    user: counted("new user", "new users"),
    mailbox: counted("new mailbox", "new mailboxes"),
    mailMessage: counted("new mail message", "new mail messages"),
    file: counted("new file", "new files"),
    process: counted("new process", "new processes"),
    url: counted("new URL", "new URLs"),
    ip: counted("new IP address", "new IP addresses"),
    cloudResource: counted("new cloud resource", "new cloud resources"),
    other: counted("new piece of evidence", "new pieces of evidence"),
  },
  moreChanges: counted("more change", "more changes"),
  moreRules: counted("more rule asked for this mail.", "more rules asked for this mail."),

  and: joinedBy("and"),
  severityList: joinedBy("and"),
  andMore: (shown, more) => (more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ")),
  moreAlerts: (more, inConsole) => `and ${more} more${inConsole ? " in the console" : ""}`,

  digest: {
    heading: counted("incident held back", "incidents held back"),
    explanation: (since) =>
      `More mails came for this address than it is sent one by one. Since ${since} they were held back, and this mail tells of each of them: no other will follow for what is listed here.`,
    openAll: "Open all incidents",
  },

  test: "Test",
  testOf: (rule, by) =>
    `Test of ${rule === null ? "this installation’s mail" : `rule “${rule}”`}${by === null ? "" : ` by ${by}`}; no real incident happened.`,

  escalation: (minutes, since, rule) =>
    `Escalation: others were told at ${since}, and nobody acknowledged within ${minutes === 1 ? "1 minute" : `${minutes} minutes`}. Rule “${rule}” tells you next.`,

  whatHappened: "What happened",
  changedSince: (time) => `What changed since your last mail (${time})`,
  severityRose: (from, to) => `Severity rose from ${from} to ${to}`,
  severityFell: (from, to) => `Severity fell from ${from} to ${to}`,
  alertRose: (title, from, to) => `Alert “${title}” rose from ${from} to ${to}`,
  alertFell: (title, from, to) => `Alert “${title}” fell from ${from} to ${to}`,
  newest: (alerts, count, title) => (count === 1 ? `${alerts}: ${title}` : `${alerts}, newest: ${title}`),
  statusChanged: (from, to) => `Status changed from ${from} to ${to}`,
  assignedTo: (name) => `Assigned to ${name}`,
  unassignedNow: "No longer assigned to anyone",
  classifiedAs: (classification) => `Classified as ${classification}`,
  classificationRemoved: "Classification removed",
  mergedIn: (count, numbers) =>
    count === 1 ? `Incident ${numbers} was merged into this one` : `Incidents ${numbers} were merged into this one`,
  newestInPreheader: (title) => `new: ${title}`,

  openIncident: (reference) => `Open ${reference.toLowerCase()}`,
  opens: (host) => `Opens ${host}`,
  openInPortal: "Open in the vendor’s portal",
  respond: {
    acknowledge: "Acknowledge this incident",
    mute: "Mute this incident for me",
    stop: "Stop these mails to me",
  },
  open: "Open",
  portal: "Vendor’s portal",

  facts: {
    status: "Status",
    acknowledged: "Acknowledged",
    earlierName: "Earlier name",
    categories: "Categories",
    tags: "Tags",
    firstActivity: "First activity",
    lastActivity: "Last activity",
    devices: "Devices",
    users: "Users",
    mailboxes: "Mailboxes",
    deviceGroups: "Device groups",
    sources: "Sources",
  },
  statusAndAssignee: (status, assignee) => `${status}, ${assignee === null ? "unassigned" : `assigned to ${assignee}`}`,
  acknowledgedBy: (name, time) => `by ${name}, ${time}`,
  alerts: "Alerts",
  untitledAlert: "Alert without a title",
  unknownTime: "at an unknown time",

  because: ({ rule, severities, deviceGroups, address }) => {
    const incidents = severities === null ? "incidents of every severity" : `${severities} incidents`;
    const where =
      deviceGroups === null
        ? "all device groups"
        : `device group${deviceGroups.count === 1 ? "" : "s"} ${deviceGroups.names}`;
    return `You get this mail because rule “${rule}” sends ${incidents} in ${where} to ${address}.`;
  },
  ruleOwner: (owner) => `Rule owner: ${owner}.`,
  otherRecipients: (count) =>
    count === 0 ? "Sent to no other address." : `Also sent to ${count} other ${count === 1 ? "address" : "addresses"}.`,
  incidentAddress: "Address of this incident",
  notice: {
    mark: "Tocsin",
    headline: "About Tocsin itself",
    happened: "What happened",
    means: "What it means",
    todo: "What to do",
    open: "Open in Tocsin",
    why: (organization, address) =>
      `You get this mail at ${address} because you administer ${organization === "" ? "an organization" : organization} in Tocsin. Every administrator gets it.`,
    address: "Address of this page",
  },
  notices: enNotices,
  account: enAccount,

  deliveryAndZone: (deliveryId, timeZone) => `Delivery ${deliveryId} · times are ${timeZone}`,
};
