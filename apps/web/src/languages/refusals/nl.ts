import type { RefusalKind } from "@tocsin/core/kernel";

/** Why the api refused something, in Dutch. */
export const nl: Record<RefusalKind, string> = {
  invalid: "Het verzoek zegt iets dat niet kan",
  nothing: "Dit is er niet",
  noSuch:
    "{noun, select, delivery {Deze verzending is er niet} incident {Dit incident is er niet} mute {Dit is niet gedempt} organization {Deze organisatie is er niet} recipient {Deze ontvanger is er niet} source {Deze bron is er niet} transport {Dit transport is er niet} user {Deze gebruiker is er niet} session {Deze sessie is er niet} other {Dit is er niet, of niet meer}}",
  staleCursor: "Deze bladzijde hoort niet bij deze lijst",
  databaseBusy: "In de database kan nu niet worden geschreven ({fault})",
  bodyTooLarge: "Dit is groter dan hier wordt aangenomen",
  rightNeeded: "Hiervoor is het recht nodig om {right}, voor alles waar dit om gaat",

  notSignedIn: "Meld u aan",
  signedOut: "U bent afgemeld: meld u opnieuw aan",
  wrongPassword: "Het adres of het wachtwoord klopt niet",
  signInOver: "Deze aanmelding is voorbij: begin opnieuw met uw wachtwoord",
  wrongSecondStep: "De code klopt niet",
  noSignInNow: "U kunt zich nu niet aanmelden",
  signInBusy: "Er melden zich nu te veel mensen tegelijk aan",
  waitSeconds: "Te veel pogingen: wacht {seconds} seconden",
  waitMinutes: "Te veel pogingen: wacht {minutes} minuten",
  httpsNeeded:
    "Aanmelden gaat alleen over https: bereik Tocsin via een proxy die TLS afhandelt, met TOCSIN_PUBLIC_URL of TRUST_PROXY ingesteld, of vanaf de machine zelf",
  foreignPage: "Dit verzoek kwam niet van een pagina van deze installatie",
  linkOver: "Deze link is gebruikt of verlopen: vraag een nieuwe aan",
  setUpAlready: "Deze installatie is al ingericht",
  wrongSetupToken: "Dit is niet het token om in te richten",

  sessionNeeded: "Meld u hiervoor aan: met een toegangstoken verandert u niet hoe u zich aanmeldt",
  passwordNeeded: "Hiervoor is uw wachtwoord nodig",
  noRole: "U hebt in geen organisatie een rol",
  secondFactorIsOn: "U hebt al een tweede factor: zet die eerst uit",
  secondFactorNotBegun: "Er is geen tweede factor die op bevestiging wacht",
  wrongCode: "De code klopt niet",
  noSecondFactor: "U hebt geen tweede factor",
  tokenBeyondOwner: "Een token kan niet meer dan u",

  userOfSeveral:
    "Deze gebruiker werkt ook in andere organisaties: alleen een Global Administrator van alle organisaties kan hem wijzigen",
  userHasNoSecondFactor: "Deze gebruiker heeft geen tweede factor",
  userExists: "Iemand met dit adres is hier al gebruiker",
  userIs:
    "{state, select, active {Deze gebruiker is actief} invited {Deze gebruiker is uitgenodigd en doet nog niet mee} disabled {Deze gebruiker is uitgeschakeld} other {Deze gebruiker is {state}}}",
  lastAdministrator: "Dit is de laatste Global Administrator: maak eerst een andere",
  roleHeld: "Deze gebruiker heeft deze rol al",
  roleLimit: "Een rol kan niet worden beperkt tot wat er niet is",
  groupsUnknown: "Sommige apparaatgroepen zijn niet bekend",

  organizationNameTaken: "Er bestaat al een organisatie ‘{name}’",
  organizationInUse: "De organisatie is in gebruik: er zijn bronnen, regels, apparaatgroepen of verzendingen van",
  ownOrganization: "U werkt nu in deze organisatie: ga naar een andere om haar te verwijderen",

  ruleNameTaken: "Er bestaat al een regel ‘{name}’",
  ruleChanged: "De regel is gewijzigd: dit is nu versie {version}, niet {read}",
  ruleNotArchived: "De regel is niet gearchiveerd",
  ruleNotStopped: "Dit adres heeft de mails van deze regel niet gestopt",
  ruleNamesUnknown: "De regel noemt iets dat niet kan",
  ruleWithoutRecipient: "De regel heeft geen ontvanger",

  groupNameTaken: "Er bestaat al een apparaatgroep ‘{name}’",
  groupOfTheRest: "‘{name}’ is de groep van elk apparaat dat in geen andere valt",
  recipientExists: "Dit adres is al een ontvanger",
  recipientInRules: "Haal het eerst uit deze regels: {rules}",
  silenceOver: "Deze stilte is voorbij; maak een nieuwe",
  silenceImpossible: "Deze stilte kan niet",
  muteOverAtOnce: "Het incident is opgelost: het kan alleen nog voor een aantal uren worden gedempt",

  deliveryGoesOut:
    "{state, select, waiting {Deze verzending wacht en gaat vanzelf uit} sending {Deze verzending wordt al verstuurd} other {Deze verzending is {state} en gaat vanzelf uit}}",
  deliveryHeld: "Deze verzending wordt vastgehouden, om in een verzamelmail te worden gemeld",
  deliveryInDigest:
    "Deze verzending is in een verzamelmail gemeld; stuur {delivery} opnieuw om die nog eens te versturen",
  linkMailedOnce: "De link in deze mail werkt één keer: laat een nieuwe sturen vanaf de pagina van de gebruiker",
  mailForgotten: "De mail van deze verzending wordt niet meer bewaard",
  mailOnItsWay: "Deze mail is al nog een keer onderweg",
  mailPrivate: "Deze mail gaat over iemands eigen account, en is alleen voor hem of haar",

  sourceKindStays: "De soort van een bron kan niet worden gewijzigd",
  sourceNotPolled: "Incidenten van deze bron worden gestuurd: er wordt niet naar gevraagd",
  sourceKindNeeded: "Een nieuwe bron heeft een soort nodig",
  settingsOfAnotherKind: "De instellingen zijn niet die van deze soort",
  problemResolved: "Deze melding die niet te lezen was, is al afgehandeld",
  stillUnreadable: "Het is nog steeds niet te lezen",
  unreadableThere: "Het is ook daar niet te lezen",
  notJson: "Het is geen JSON, en met geen reparatie van ons te lezen",

  transportCarries: "Hiermee wordt mail verstuurd: kies eerst een ander",
  secretsMissing: "Vul eerst {secrets} in",
  secretMoves: "Een geheim gaat niet mee naar een andere server",
  noAddressYet: "Er is nog geen adres",
};
