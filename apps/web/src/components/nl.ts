import type { en } from "./en.ts";

/** The pieces that pages are made of, in Dutch. */
export const nl: Record<keyof typeof en, string> = {
  cancel: "Annuleren",
  confirmTyped: "Typ {name} om te bevestigen",
  undo: "Ongedaan maken",
  undone: "Ongedaan gemaakt",
  undoFailed: "Dat kon niet ongedaan worden gemaakt: {reason}",
  close: "Sluiten",
  saving: "Wordt opgeslagen…",
  optional: "(niet verplicht)",
  needsRight: "Hiervoor is een recht nodig: {right}.",
  "faults.title": "{count, plural, one {Eén veld vraagt aandacht} other {# velden vragen aandacht}}",
  "faults.required": "Vul dit in",
  "faults.tooLong": "Gebruik hooguit {max} tekens",
  "faults.tooShort": "Gebruik minstens {min} tekens",
  "faults.tooBig": "Gebruik hooguit {max}",
  "faults.tooSmall": "Gebruik minstens {min}",
  "faults.format": "Dit kan niet worden gebruikt",
  "refused.title": "Dit is niet opgeslagen",
  "refused.unreachable":
    "Tocsin antwoordde niet, dus er is voor zover bekend niets gewijzigd. Wat u invulde, blijft staan. Controleer uw verbinding en probeer het dan opnieuw.",
  "refused.unintelligible":
    "Er kwam een onverwacht antwoord (HTTP {status}). Wat u invulde, blijft staan. Het logboek van deze installatie, of van een proxy ervoor, zegt meer.",
  "table.actions": "Acties",
  "table.sortable": "Sorteren op {column}",
  "table.region": "{caption}, schuift zijwaarts",
  "filters.more": "Meer filters",
  "filters.clear": "Filters wissen",
  "news.show": "{count, plural, one {# nieuw – tonen} other {# nieuw – tonen}}",
  "pager.label": "Pagina’s van deze lijst",
  "pager.first": "Naar de eerste pagina",
  "pager.next": "Volgende pagina",
  "list.loading": "De lijst wordt opgehaald…",
};
