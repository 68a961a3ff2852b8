import type { Sentences } from "./en.ts";
import { nlFailures } from "./nl-failures.ts";
import { nlIncident } from "./nl-incidents.ts";
import { nlWords } from "./nl-words.ts";

export const nl: Sentences = {
  apiDocs: "Documentatie van de API",
  requestId: "Nummer van het verzoek",
  copy: {
    copy: "Kopiëren",
    copied: "Gekopieerd",
    failed: "Niet gekopieerd: selecteer de tekst",
  },
  home: {
    checking: "Even vragen hoe het met deze installatie staat…",
    signIn: "Naar de console",
    notSetUp: "Tocsin is nog niet ingericht",
    findLink:
      "De link om het in te richten staat in het logboek van deze installatie, geschreven bij het starten. Die ziet er zo uit:",
    findLinkInContainers: "Draait het in containers, dan vindt dit de link:",
    haveToken: "Hebt u de inrichtingscode zelf?",
    enterToken: "Voer die met de hand in",
    notReady: "Tocsin kan op dit moment geen incidenten aannemen",
    notReadyHelp:
      "Het draait, maar is niet gereed. Het logboek zegt waarom; vaak is er alleen wat tijd nodig om te starten.",
    unreachable: "Tocsin antwoordt niet",
    unreachableHelp:
      "Deze pagina kon niet nagaan hoe het met de installatie staat. Kijk of de dienst draait en of u die kunt bereiken, en controleer dan opnieuw.",
    checkAgain: "Opnieuw controleren",
  },
  setup: {
    checking: "Even vragen of deze installatie al is ingericht…",
    title: "Tocsin inrichten",
    intro: "Maak de eerste beheerder en de organisatie waarvan de incidenten worden gemeld. Dit gebeurt één keer.",
    optional: "(optioneel)",
    token: "Inrichtingscode",
    tokenHint: "Deze staat in het logboek van de installatie, in de regel met de link om in te richten.",
    administrator: "Beheerder",
    name: "Naam",
    email: "E-mailadres",
    password: "Wachtwoord",
    passwordHint: "Minstens 8 tekens. Langer is beter dan vreemder.",
    showPassword: "Wachtwoord tonen",
    organization: "Organisatie",
    organizationName: "Naam van de organisatie",
    tenantId: "Tenant-id",
    tenantIdHint: "De id bij de leverancier, zoals een tenant-id van Microsoft Entra.",
    portalUrl: "Adres van de portal van de leverancier",
    portalUrlHint: "Mails kunnen ernaar verwijzen, bijvoorbeeld https://security.microsoft.com.",
    locale: "Taal van mails",
    locales: { en: "Engels (English)", nl: "Nederlands" },
    timeZone: "Tijdzone",
    submit: "Inrichten",
    sending: "Bezig met inrichten…",
  },
  setupFaults: {
    "token.missing": "Voer de inrichtingscode in",
    "token.refused": "Deze code is niet geldig",
    "administrator.name.missing": "Voer uw naam in",
    "administrator.email.missing": "Voer uw e-mailadres in",
    "administrator.email.wrong": "Voer een volledig adres in, zoals naam@example.org",
    "administrator.password.missing": "Kies een wachtwoord",
    "administrator.password.wrong": "Gebruik minstens 8 tekens",
    "organization.name.missing": "Voer de naam van de organisatie in",
    "organization.portalUrl.wrong": "Voer een volledig adres in dat met https:// of http:// begint",
    "organization.timeZone.wrong": "Kies een tijdzone uit de lijst",
    tooLong: (max) => `Gebruik hoogstens ${max} tekens`,
    wrong: "Dit kan niet worden gebruikt",
  },
  setupFailures: {
    faults: (count) => (count === 1 ? "Eén veld vraagt aandacht" : `${count} velden vragen aandacht`),
    wrongToken: "De inrichtingscode is niet geldig",
    wrongTokenHelp:
      "Neem de nieuwste link om in te richten uit het logboek: een code van een eerdere start werkt misschien niet meer.",
    alreadySetUp: "Deze installatie is al ingericht",
    alreadySetUpHelp: "Dat gebeurt één keer; er is nu dus niets veranderd.",
    tooMany: "Te veel pogingen",
    tooManyHelp: "Wacht een minuut en probeer het dan opnieuw. Wat u invoerde, blijft staan.",
    failed: "Het inrichten is niet gelukt",
    unreachable: "Tocsin antwoordde niet",
    unreachableHelp:
      "Voor zover bekend is er niets veranderd. Controleer uw verbinding en of de dienst draait, en probeer het dan opnieuw. Wat u invoerde, blijft staan.",
    unintelligible: (status) => `Er kwam een onverwacht antwoord (HTTP ${status})`,
    unintelligibleHelp:
      "Het logboek van deze installatie, of van een proxy ervoor, zegt meer. Wat u invoerde, blijft staan.",
  },
  done: {
    title: "Tocsin is ingericht",
    summary: (organization, email) => `${organization} is gereed, met ${email} als beheerder.`,
    accessToken: "Uw toegangscode",
    accessTokenHelp:
      "Scripts bereiken hiermee de API namens u. De code wordt alleen nu getoond: bewaar die op een veilige plek, zoals in een wachtwoordkluis.",
    source: "Maak een bron",
    sourceHelp:
      "Een bron is een systeem dat incidenten meldt. De sleutel ervan wordt één keer getoond; deze opdracht bewaart die voor stap 3.",
    sourceName: "Eerste bron",
    rule: "Maak een regel",
    ruleHelp: (email) => `Deze mailt elke wijziging van elk incident naar ${email}.`,
    ruleName: "Elk incident",
    incident: "Meld een eerste incident",
    incidentHelp: "Zoals de bron dat zou doen. Nog eens hetzelfde incident verandert niets en mailt niemand.",
    incidentTitle: "Aanmelding vanuit een onbekend land",
    deliveries: "Toon de verzendingen",
    deliveriesHelp:
      "Bij elke verzending staat de toestand. Zolang er geen mailserver is ingesteld, worden mails opgevangen: ze blijven hier en niets gaat naar buiten.",
    commandOf: (step) => `opdracht “${step}”`,
    more: "Wat de API verder kan:",
  },
  words: nlWords,
  failures: nlFailures,
  incident: nlIncident,
};
