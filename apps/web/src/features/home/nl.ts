import type { en } from "./en.ts";

/** Home, in Dutch. */
export const nl: Record<keyof typeof en, string> = {
  title: "Start",
  start: "Aan de slag",
  "start.help":
    "Nog geen bron heeft iets gemeld. In vijf stappen, die u elk kunt verlaten en hervatten, ziet u uw eerste mail.",
  "start.go": "Naar de eerste stappen",
  figures: "In één oogopslag",
  open: "Open incidenten, hoog of kritiek",
  unassigned: "Open incidenten waaraan niemand werkt",
  unheard: "Open incidenten, hoog of kritiek, die niemand bereikten",
  sent: "Mails van de laatste 24 uur",
  "sent.detail": "{taken, number} aangenomen of bewaard · {failed, number} mislukt · {waiting, number} onderweg",
  "sent.none": "Er is geen mail gemaakt.",
  many: "{count, number} of meer",
  sources: "Bronnen",
  "sources.heard": "Laatst gehoord: {ago}",
  "sources.never": "Nog niets binnengekomen",
  "sources.none": "Er is nog geen bron gemaakt.",
  "sources.silent": "Stil sinds meer dan een dag",
  latest: "Open incidenten die het laatst zijn gewijzigd",
  "latest.none": "Geen open incidenten.",
  all: "Alle open incidenten",
  log: "Verzendlogboek",
};
