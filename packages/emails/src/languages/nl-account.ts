import type { AccountTable } from "./account-words.ts";

const notYou =
  "Was u dit niet, dan heeft iemand toegang tot uw account: kies direct een nieuw wachtwoord en waarschuw een beheerder.";

export const nlAccount: AccountTable = {
  headline: "Uw account",
  invitation: ({ by, expiresAt }, organization, time) => ({
    subject: `U bent uitgenodigd bij de beveiligingsincidenten van ${organization}`,
    sentences: [
      `${by} heeft een account voor u gemaakt in Tocsin, dat mensen inlicht over de beveiligingsincidenten van ${organization}.`,
      `Kies een wachtwoord om te beginnen. De link werkt één keer, tot ${time(expiresAt)}.`,
      "Weet u niet waar dit over gaat, negeer dan deze mail: zonder u gebeurt er niets.",
    ],
    button: "Wachtwoord kiezen",
  }),
  passwordReset: ({ expiresAt }, _organization, time) => ({
    subject: "Kies een ander wachtwoord",
    sentences: [
      "Iemand, hopelijk u, vroeg om een ander wachtwoord voor uw account in Tocsin.",
      `Kies het binnen een uur. De link werkt één keer, tot ${time(expiresAt)}; u wordt er overal door afgemeld.`,
      "Vroeg u hier niet om, negeer dan deze mail: uw wachtwoord blijft zoals het is.",
    ],
    button: "Ander wachtwoord kiezen",
  }),
  passwordChanged: () => ({
    subject: "Uw wachtwoord is gewijzigd",
    sentences: [
      "Het wachtwoord van uw account in Tocsin is gewijzigd. Al uw andere sessies en al uw toegangstokens zijn beëindigd.",
      notYou,
    ],
    button: null,
  }),
  secondFactorOn: () => ({
    subject: "Uw account heeft een tweede factor",
    sentences: [
      "Vanaf nu vraagt aanmelden bij Tocsin ook om een code van uw authenticator. Bewaar uw herstelcodes waar u ze terugvindt.",
      notYou,
    ],
    button: null,
  }),
  secondFactorOff: () => ({
    subject: "Uw account heeft geen tweede factor meer",
    sentences: ["Aanmelden bij Tocsin vraagt vanaf nu alleen om uw wachtwoord.", notYou],
    button: null,
  }),
  why: (address) => `U krijgt deze mail op ${address} omdat dat het adres van uw account in Tocsin is.`,
  address: "Adres van de knop",
};
