import type { enIncident } from "./en-incidents.ts";

export const nlIncident: typeof enIncident = {
  loading: "Het incident wordt opgehaald…",
  reference: (number) => `Incident ${number}`,
  all: "Alle incidenten",
  untitled: "Incident zonder titel",
  untitledAlert: "Waarschuwing zonder titel",
  missing: "Dit incident bestaat niet, of u mag het niet zien",
  missingHelp: "Het adres kan onderweg zijn afgekapt. Komt u uit een mail, gebruik dan de knop daarin.",
  refresh: "Vernieuwen",
  refreshing: "Wordt vernieuwd…",
  asOf: (time, zone) => `Stand van ${time} · tijden zijn ${zone}`,
  ownWord: (word) => `de bron zegt “${word}”`,
  unassigned: "Niet toegewezen",
  goesOn: "Open het incident waarin het is opgegaan",
  facts: {
    title: "Gegevens",
    status: "Status",
    assignedTo: "Toegewezen aan",
    highest: "Hoogste ernst tot nu toe",
    classification: "Classificatie",
    categories: "Categorieën",
    tags: "Labels",
    created: "Gemaakt bij de bron",
    updated: "Bijgewerkt bij de bron",
    firstSeen: "Hier voor het eerst gezien",
    lastChange: "Laatste wijziging hier",
    source: "Bron",
    externalId: "Id bij de bron",
  },
  portal: "Openen in de portal van de leverancier",
  portalAt: (host) => `Opent ${host}`,
  involved: "Betrokken",
  involvedHelp: "Waar de waarschuwingen op wijzen, bij elkaar genomen.",
  alerts: "Waarschuwingen",
  noAlerts: "De bron stuurde geen waarschuwingen bij dit incident.",
  alert: {
    techniques: "Technieken",
    more: (count) =>
      count === 0
        ? "Bijzonderheden"
        : count === 1
          ? "Bijzonderheden, en 1 bewijsstuk"
          : `Bijzonderheden, en ${count} bewijsstukken`,
    recommended: "Wat de bron aanraadt",
    unknownTime: "op een onbekend tijdstip",
    portal: "Deze waarschuwing openen in de portal van de leverancier",
  },
  showAll: (count) => `Toon alle ${count}`,
  showText: "Toon alles",
  timeline: "Wat er veranderde",
  noChanges: "Er is nog niets van gemeld.",
  lines: {
    severityRose: (from, to) => `Ernst gestegen van ${from} naar ${to}`,
    severityFell: (from, to) => `Ernst gedaald van ${from} naar ${to}`,
    newAlerts: (count) => (count === 1 ? "1 nieuwe waarschuwing:" : `${count} nieuwe waarschuwingen:`),
    alertRose: (title, from, to) => `Waarschuwing “${title}” gestegen van ${from} naar ${to}`,
    newEvidence: (type, names) => `Nieuw erbij, ${type}: ${names}`,
    status: (from, to) => `Status ging van ${from} naar ${to}`,
    assigned: (name) => `Toegewezen aan ${name}`,
    unassigned: "Aan niemand meer toegewezen",
    classified: (word) => `Geclassificeerd als ${word}`,
    unclassified: "Classificatie verwijderd",
    merged: (numbers, count) =>
      count === 1
        ? `Incident ${numbers} is met dit incident samengevoegd`
        : `Incidenten ${numbers} zijn met dit incident samengevoegd`,
    andMore: (names, count) => `${names} en nog ${count}`,
  },
};
