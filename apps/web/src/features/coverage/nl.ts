import type { en } from "./en.ts";

/** Coverage, in Dutch. */
export const nl: Record<keyof typeof en, string> = {
  title: "Dekking",
  intro:
    "Wie melding zou krijgen van een nieuw incident, per ernst, apparaatgroep en bron; en waarvan niemand melding kreeg.",
  create: "Regel maken",
  noSources: "Er zijn nog geen bronnen",
  "noSources.text": "Dekking wordt per bron getoond: verbind er eerst een.",
  summary:
    "{empty, plural, =0 {Alle {all} vakken bereiken iemand.} one {Eén van {all} vakken bereikt niemand, waarvan {grave} hoog of kritiek.} other {# van {all} vakken bereiken niemand, waarvan {grave} hoog of kritiek.}}",
  table: "Wie melding krijgt van incidenten uit {source}",
  group: "Apparaatgroep",
  noDevice: "Geen apparaat",
  nobody: "Niemand",
  told: "{count, plural, one {# persoon} other {# personen}}",
  maybe: "{count, plural, one {misschien nog #} other {misschien nog #}}",
  "unheard.none": "Elk incident van de laatste 30 dagen bereikte iemand.",
  "unheard.title":
    "{count, plural, one {# incident van de laatste 30 dagen bereikte niemand} other {# incidenten van de laatste 30 dagen bereikten niemand}}",
  "unheard.text": "De ergste ervan, met waardoor het stil bleef.",
  "reason.noRule": "Geen regel vraagt naar zulke incidenten.",
  "reason.noMatch": "Geen regel paste.",
  "reason.suppressed": "Een regel paste, maar geen van de ontvangers mag de melding krijgen.",
  "reason.givenUp": "Er is een mail gemaakt, en opgegeven.",
  closest: "Regel {rule} kwam het dichtst bij.",
};
