import type { enFailures } from "./en-failures.ts";

export const nlFailures: typeof enFailures = {
  unreachable: "Tocsin antwoordde niet",
  unreachableHelp: "Controleer uw verbinding en of de dienst draait, en probeer het dan opnieuw.",
  refused: "Tocsin kon dit niet tonen",
  unintelligible: (status) => `Er kwam een onverwacht antwoord (HTTP ${status})`,
  unintelligibleHelp: "Het logboek van deze installatie, of van een proxy ervoor, zegt meer.",
  again: "Opnieuw proberen",
  stale: (time) => `Dit kon niet worden vernieuwd. Het staat er zoals het om ${time} was.`,
};
