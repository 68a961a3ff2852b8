import type { enAccess, enFailures } from "./en-access.ts";

export const nlAccess: typeof enAccess = {
  title: "Plak een toegangscode",
  intro:
    "Incidenten zijn te zien met een toegangscode van deze installatie. Bij het inrichten werd er één keer een getoond.",
  label: "Toegangscode",
  show: "Code tonen",
  keep: "Op dit apparaat bewaren",
  keepHint:
    "Anders wordt de code vergeten zodra dit tabblad sluit. Alleen op een apparaat dat niemand anders gebruikt.",
  submit: "Verder",
  sending: "Code wordt gecontroleerd…",
  signOut: "Afmelden",
  noToken: "Plak eerst een toegangscode",
  refused: "Deze code is niet geldig. Kijk of u hem helemaal hebt gekopieerd; wat u plakte, blijft staan.",
  noLonger: "Uw toegangscode wordt niet meer aangenomen. Plak er een die geldig is.",
  unreachable:
    "Tocsin antwoordde niet. Controleer uw verbinding en probeer het dan opnieuw; wat u plakte, blijft staan.",
  unintelligible: (status) =>
    `Er kwam een onverwacht antwoord (HTTP ${status}). Het logboek van deze installatie, of van een proxy ervoor, zegt meer.`,
};

export const nlFailures: typeof enFailures = {
  unreachable: "Tocsin antwoordde niet",
  unreachableHelp: "Controleer uw verbinding en of de dienst draait, en probeer het dan opnieuw.",
  refused: "Tocsin kon dit niet tonen",
  unintelligible: (status) => `Er kwam een onverwacht antwoord (HTTP ${status})`,
  unintelligibleHelp: "Het logboek van deze installatie, of van een proxy ervoor, zegt meer.",
  again: "Opnieuw proberen",
  stale: (time) => `Dit kon niet worden vernieuwd. Het staat er zoals het om ${time} was.`,
};
