import { counted, joinedBy, type Language } from "./language.ts";
import { nlAccount } from "./nl-account.ts";
import { nlNotices } from "./nl-notices.ts";

/** Dutch as spoken in the Netherlands and Belgium. */
export const nl: Language = {
  tag: "nl",
  months: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],

  severity: {
    unknown: "Onbekend",
    informational: "Informatief",
    low: "Laag",
    medium: "Gemiddeld",
    high: "Hoog",
    critical: "Kritiek",
  },
  severityBlock: {
    unknown: "Onbekende ernst",
    informational: "Informatief",
    low: "Lage ernst",
    medium: "Gemiddelde ernst",
    high: "Hoge ernst",
    critical: "Kritieke ernst",
  },
  headline: {
    opened: "Nieuw incident",
    reopened: "Incident heropend",
    merged: "Incidenten samengevoegd",
    escalated: "Ernst verhoogd",
    resolved: "Incident opgelost",
    updated: "Incident bijgewerkt",
  },
  andRaised: (headline) => `${headline}, ernst verhoogd`,
  status: {
    active: "Actief",
    awaitingAction: "Wacht op actie",
    inProgress: "In behandeling",
    redirected: "Opgegaan in een ander incident",
    resolved: "Opgelost",
  },
  classification: {
    truePositive: "Terecht-positief",
    falsePositive: "Fout-positief",
    informationalExpectedActivity: "Verwachte activiteit",
    unknown: "Onbekend",
  },

  devices: counted("apparaat", "apparaten"),
  users: counted("gebruiker", "gebruikers"),
  mailboxes: counted("postvak", "postvakken"),
  newAlerts: counted("nieuwe waarschuwing", "nieuwe waarschuwingen"),
  newEvidence: {
    device: counted("nieuw apparaat", "nieuwe apparaten"),
    user: counted("nieuwe gebruiker", "nieuwe gebruikers"),
    mailbox: counted("nieuw postvak", "nieuwe postvakken"),
    mailMessage: counted("nieuw e-mailbericht", "nieuwe e-mailberichten"),
    file: counted("nieuw bestand", "nieuwe bestanden"),
    process: counted("nieuw proces", "nieuwe processen"),
    url: counted("nieuwe URL", "nieuwe URL’s"),
    ip: counted("nieuw IP-adres", "nieuwe IP-adressen"),
    cloudResource: counted("nieuwe cloudresource", "nieuwe cloudresources"),
    other: counted("nieuw bewijsstuk", "nieuwe bewijsstukken"),
  },
  moreChanges: counted("andere wijziging", "andere wijzigingen"),
  moreRules: counted("andere regel vroeg om deze mail.", "andere regels vroegen om deze mail."),

  and: joinedBy("en"),
  severityList: joinedBy("of"),
  andMore: (shown, more) => (more > 0 ? `${shown.join(", ")} en nog ${more}` : shown.join(", ")),
  moreAlerts: (more, inConsole) => `en nog ${more}${inConsole ? " in de console" : ""}`,

  digest: {
    heading: counted("incident opgehouden", "incidenten opgehouden"),
    explanation: (since) =>
      `Er kwamen voor dit adres meer mails dan er één voor één worden verstuurd. Sinds ${since} zijn ze opgehouden, en deze mail noemt ze allemaal: voor wat hier staat volgt geen andere.`,
    openAll: "Alle incidenten openen",
  },

  test: "Test",
  testOf: (rule, by) =>
    `Test van ${rule === null ? "de mail van deze installatie" : `regel “${rule}”`}${by === null ? "" : ` door ${by}`}; er heeft zich geen echt incident voorgedaan.`,

  escalation: (minutes, since, rule) =>
    `Escalatie: anderen kregen om ${since} bericht, en niemand bevestigde binnen ${minutes === 1 ? "1 minuut" : `${minutes} minuten`}. Regel “${rule}” bericht nu u.`,

  whatHappened: "Wat er is gebeurd",
  changedSince: (time) => `Gewijzigd sinds uw vorige mail (${time})`,
  severityRose: (from, to) => `Ernst gestegen van ${from} naar ${to}`,
  severityFell: (from, to) => `Ernst gedaald van ${from} naar ${to}`,
  alertRose: (title, from, to) => `Waarschuwing “${title}” gestegen van ${from} naar ${to}`,
  alertFell: (title, from, to) => `Waarschuwing “${title}” gedaald van ${from} naar ${to}`,
  newest: (alerts, count, title) => (count === 1 ? `${alerts}: ${title}` : `${alerts}, nieuwste: ${title}`),
  statusChanged: (from, to) => `Status gewijzigd van ${from} naar ${to}`,
  assignedTo: (name) => `Toegewezen aan ${name}`,
  unassignedNow: "Aan niemand meer toegewezen",
  classifiedAs: (classification) => `Geclassificeerd als ${classification}`,
  classificationRemoved: "Classificatie verwijderd",
  mergedIn: (count, numbers) =>
    count === 1
      ? `Incident ${numbers} is met dit incident samengevoegd`
      : `Incidenten ${numbers} zijn met dit incident samengevoegd`,
  newestInPreheader: (title) => `nieuw: ${title}`,

  openIncident: (reference) => `Open ${reference.toLowerCase()}`,
  opens: (host) => `Opent ${host}`,
  openInPortal: "Openen in de portal van de leverancier",
  respond: {
    acknowledge: "Bevestigen dat u dit incident oppakt",
    mute: "Mij over dit incident niets meer sturen",
    stop: "Mij deze mails niet meer sturen",
  },
  open: "Openen",
  portal: "Portal van de leverancier",

  facts: {
    status: "Status",
    acknowledged: "Bevestigd",
    earlierName: "Eerdere naam",
    categories: "Categorieën",
    tags: "Labels",
    firstActivity: "Eerste activiteit",
    lastActivity: "Laatste activiteit",
    devices: "Apparaten",
    users: "Gebruikers",
    mailboxes: "Postvakken",
    deviceGroups: "Apparaatgroepen",
    sources: "Bronnen",
  },
  statusAndAssignee: (status, assignee) =>
    `${status}, ${assignee === null ? "niet toegewezen" : `toegewezen aan ${assignee}`}`,
  acknowledgedBy: (name, time) => `door ${name}, ${time}`,
  alerts: "Waarschuwingen",
  untitledAlert: "Waarschuwing zonder titel",
  unknownTime: "op een onbekend tijdstip",

  because: ({ rule, severities, deviceGroups, address }) => {
    const incidents = severities === null ? "incidenten van elke ernst" : `incidenten met ernst ${severities}`;
    const where =
      deviceGroups === null
        ? "alle apparaatgroepen"
        : `apparaatgroep${deviceGroups.count === 1 ? "" : "en"} ${deviceGroups.names}`;
    return `U krijgt deze mail omdat regel “${rule}” ${incidents} in ${where} naar ${address} stuurt.`;
  },
  ruleOwner: (owner) => `Eigenaar van de regel: ${owner}.`,
  otherRecipients: (count) =>
    count === 0
      ? "Naar geen ander adres gestuurd."
      : `Ook naar ${count} ${count === 1 ? "ander adres" : "andere adressen"} gestuurd.`,
  incidentAddress: "Adres van dit incident",
  notice: {
    mark: "Tocsin",
    headline: "Over Tocsin zelf",
    happened: "Wat er is gebeurd",
    means: "Wat het betekent",
    todo: "Wat u kunt doen",
    open: "Openen in Tocsin",
    why: (organization, address) =>
      `U krijgt deze mail op ${address} omdat u ${organization === "" ? "een organisatie" : organization} in Tocsin beheert. Elke beheerder krijgt hem.`,
    address: "Adres van deze pagina",
  },
  notices: nlNotices,
  account: nlAccount,

  deliveryAndZone: (deliveryId, timeZone) => `Bezorging ${deliveryId} · tijden zijn ${timeZone}`,
};
