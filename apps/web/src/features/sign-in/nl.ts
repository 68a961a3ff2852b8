import type { en } from "./en.ts";

/** Signing in, and the links in mails about an account, in Dutch. */
export const nl: Record<keyof typeof en, string> = {
  title: "Aanmelden",
  ended:
    "U bent afgemeld, omdat u een tijd niets deed of omdat uw toegang is gewijzigd. Meld u aan om hier verder te gaan.",
  email: "E-mailadres",
  "email.fault": "Vul een volledig adres in, zoals naam@voorbeeld.nl",
  password: "Wachtwoord",
  "password.show": "Wachtwoord tonen",
  "password.hint": "Minstens 8 tekens. Langer is beter dan vreemder.",
  submit: "Aanmelden",
  forgot: "Wachtwoord vergeten?",
  or: "of",
  insecure:
    "Deze pagina kwam over een verbinding die anderen kunnen afluisteren, dus niemand kan zich hier aanmelden. Ga naar Tocsin via https, of vanaf de machine zelf.",
  "code.title": "Tweede stap",
  "code.intro": "Vul de code in die uw authenticator-app nu toont, of een van uw herstelcodes.",
  code: "Code",
  "code.submit": "Verder",
  "code.back": "Opnieuw beginnen",
  "refused.password": "Het e-mailadres of het wachtwoord klopt niet",
  "refused.code": "Deze code klopt niet, of het aanmelden duurde te lang",
  "refused.codeHelp":
    "Wacht op de volgende code en probeer die. Wordt die ook geweigerd, begin dan opnieuw met uw wachtwoord.",
  "refused.tooMany": "Te veel pogingen",
  "refused.tooManyHelp":
    "Vanaf hier kan niemand het een tijd lang proberen. Wacht enkele minuten, of gebruik de link voor een vergeten wachtwoord.",
  "refused.busy": "Er melden zich nu veel mensen aan",
  "refused.busyHelp": "Probeer het zo opnieuw.",
  "refused.connection": "Over deze verbinding kan niemand zich aanmelden",
  "refused.connectionHelp": "Anderen kunnen die afluisteren. Ga naar Tocsin via https, of vanaf de machine zelf.",
  "problem.title": "Eenmalige aanmelding liet u niet binnen",
  "problem.noAccount":
    "U bent daar bekend, maar hebt hier geen account, en uw groepen geven geen rol. Vraag een beheerder om een uitnodiging.",
  "problem.away": "De aanmelddienst antwoordt niet. Probeer het later opnieuw, of meld u aan met een wachtwoord.",
  "problem.tooMany": "Er waren te veel pogingen vanuit uw netwerk. Wacht enkele minuten en probeer het dan opnieuw.",
  "problem.failed": "Het duurde te lang, of het begon in een andere browser. Probeer het vanaf hier opnieuw.",
  "codes.none": "Dat was uw laatste herstelcode. Maak nieuwe in uw profiel.",
  "codes.few":
    "{count, plural, one {Er is nog één herstelcode over.} other {Er zijn nog # herstelcodes over.}} In uw profiel maakt u nieuwe.",
  "forgot.title": "Een ander wachtwoord kiezen",
  "forgot.intro": "Vul het adres van uw account in. Als iemand dat heeft, gaat er een mail met een link heen.",
  "forgot.submit": "Link versturen",
  "forgot.done": "Kijk in uw mailbox",
  "forgot.doneHelp":
    "Als {email} bij een account hoort, is er een mail met een link onderweg. De link werkt één keer, een uur lang. Kwam er niets? Kijk bij de ongewenste mail, of vraag het een beheerder.",
  "forgot.again": "Naar een ander adres sturen",
  back: "Terug naar aanmelden",
  "reset.title": "Een ander wachtwoord kiezen",
  "reset.for": "Voor {name} ({email}).",
  "reset.password": "Nieuw wachtwoord",
  "reset.submit": "Wachtwoord opslaan",
  "reset.warning": "Elke browser en elke toegangscode van u wordt afgemeld.",
  "reset.done": "Uw wachtwoord is gewijzigd",
  "reset.doneHelp": "Meld u er nu mee aan. Hebt u hier niet om gevraagd, zeg het dan een beheerder.",
  "invite.title": "Welkom bij Tocsin",
  "invite.for": "Kies hoe u zich aanmeldt als {email}.",
  "invite.name": "Uw naam",
  "invite.submit": "Beginnen",
  "link.looking": "De link wordt bekeken…",
  "link.over": "Deze link werkt niet meer",
  "link.overReset": "Hij is gebruikt, is ouder dan een uur, of er is een nieuwere verstuurd. Vraag een andere aan.",
  "link.overInvite":
    "Hij is gebruikt, is ouder dan een week, of er is een nieuwere verstuurd. Vraag wie u uitnodigde om een andere.",
  "link.another": "Een andere link aanvragen",
};
