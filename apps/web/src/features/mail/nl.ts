import type { en } from "./en.ts";

/** De pagina van het mailtransport, in het Nederlands. */
export const nl: Record<keyof typeof en, string> = {
  title: "Mailtransport",
  intro: "Wat de mail vervoert. Eén transport tegelijk doet dat; andere kunnen klaarstaan.",
  "now.title": "Wat nu de mail vervoert",
  "now.kind": "{kind}, naar {destination}",
  "now.from": "Mails komen van {from}",
  "now.environment": "De omgeving van de installatie zegt dat.",
  "now.chosen": "Dat is hier gekozen.",
  "now.nobody": "Er draait geen worker, dus er gaat geen mail uit. Start hem, of bekijk de systeemstatus.",
  "now.problem": "Het kan niet worden gebruikt, dus mails wachten: {problem}",
  "now.taking": "De workers nemen de keuze over…",
  "kind.capture": "Alleen bewaren",
  "kind.smtp": "SMTP",
  "kind.resend": "Resend",
  "kind.microsoftGraph": "Microsoft 365",
  "kind.label": "Soort transport",
  "kind.capture.help":
    "Mails blijven op deze server, zodat u ze kunt bekijken. Niets verlaat hem, en niemand krijgt bericht.",
  "kind.smtp.help": "Elke mailserver: uw eigen, of die van uw provider.",
  "kind.resend.help": "Een dienst die mail over HTTPS aanneemt met een API-sleutel.",
  "kind.microsoftGraph.help":
    "Exchange Online, met een toepassing in uw tenant met het recht Mail.Send. Zonder wachtwoord.",
  active: "vervoert mail",
  "form.title": "Instellingen van {kind}",
  from: "Afzender",
  "from.hint": "Zoals ontvangers hem zien: Tocsin '<'alarm@contoso.com'>'",
  host: "Mailserver",
  "host.hint": "De naam, zonder smtp://",
  port: "Poort",
  security: "Beveiliging",
  "security.starttls": "STARTTLS, verplicht (587)",
  "security.tls": "TLS vanaf het begin (465)",
  "security.none": "Geen: mail gaat onversleuteld",
  "clear.warning":
    "Alles, ook het wachtwoord, kan onderweg worden gelezen. Alleen voor een server op dezelfde machine of hetzelfde netwerk.",
  "clear.consent": "Ik weet dat mail en wachtwoord onversleuteld gaan",
  "clear.needed": "Vink dit aan, of kies TLS",
  signIn: "Aanmelden",
  "signIn.none": "Zonder gebruiker",
  "signIn.password": "Gebruiker en wachtwoord",
  "signIn.token": "Token (OAuth, XOAUTH2)",
  user: "Gebruiker",
  password: "Wachtwoord",
  "oauth.tokenUrl": "Adres van tokens",
  "oauth.clientId": "Client-id",
  "oauth.scope": "Bereik",
  "oauth.scope.hint":
    "https://outlook.office365.com/.default voor Exchange Online. Laat het leeg bij een refresh-token.",
  clientSecret: "Clientgeheim",
  refreshToken: "Refresh-token",
  "refreshToken.hint": "Toestemming van een persoon, zoals Gmail die wil",
  apiKey: "API-sleutel",
  "apiKey.hint": "Een sleutel die alleen mag versturen is genoeg.",
  tenantId: "Tenant-id of domein",
  sender: "Postvak dat verstuurt",
  "sender.hint": "Leeg is het het adres van de afzender.",
  "secret.set": "Ingesteld op {at}. Laat het leeg om het te houden.",
  "secret.never": "Wordt na het opslaan nooit meer getoond.",
  save: "Opslaan",
  saved: "{kind} is opgeslagen",
  use: "Laat {kind} mail vervoeren",
  "use.environment": "Geef het woord terug aan de omgeving",
  "use.title": "{kind} mail laten vervoeren?",
  "use.leaves": "Vanaf nu verlaat mail deze server.",
  "use.stays": "Vanaf nu blijft mail op deze server en krijgt niemand bericht.",
  "use.rules":
    "{rules, plural, =0 {Er staat nog geen regel aan.} one {Eén regel bericht {recipients, plural, one {één adres} other {# adressen}}.} other {# regels berichten {recipients, plural, one {één adres} other {# adressen}}.}}",
  "use.waiting":
    "{count, plural, one {Eén mail is onderweg en gaat ermee uit, naar:} other {# mails zijn onderweg en gaan ermee uit, naar:}}",
  "use.captured":
    "{count, plural, one {De ene mail die is bewaard wordt niet verstuurd.} other {De # mails die zijn bewaard worden niet verstuurd.}}",
  "use.untested": "Deze instellingen hebben nog geen test doorstaan.",
  used: "{kind} vervoert nu de mail",
  "test.title": "Test",
  "test.help":
    "Gaat de hele weg met de instellingen hierboven, opgeslagen of niet, en verstuurt één mail. Hij draait waar mail wordt verstuurd.",
  "test.to": "Stuur hem naar",
  "test.run": "Test deze instellingen",
  "test.running": "Testen…",
  "test.waiting": "Wachten tot een worker de test aanneemt…",
  "test.noWorker": "Geen worker heeft de test aangenomen. Draait er een? De systeemstatus weet het.",
  "test.passed": "Het werkt: de mailserver heeft de mail. Kijk of hij is aangekomen.",
  "test.failed": "Het werkt nog niet: {step} is mislukt.",
  "test.steps": "Stappen van de test",
  "step.resolve": "De server vinden",
  "step.connect": "Verbinden",
  "step.secure": "De verbinding beveiligen",
  "step.signIn": "Aanmelden",
  "step.send": "Een mail versturen",
  "state.passed": "gelukt",
  "state.failed": "mislukt",
  "state.skipped": "niet geprobeerd",
  "step.ms": "{ms} ms",
  "step.said": "In zijn eigen woorden:",
  "cause.hostUnknown": "De naam van de server is niet bekend. Kijk of er een typefout in staat.",
  "cause.refused":
    "De server antwoordt, maar niets luistert op deze poort. De meeste servers nemen mail aan op 587 of 465.",
  "cause.noAnswer": "De server antwoordt niet op deze poort. Kijk of er een firewall tussen zit.",
  "cause.portBlocked": "Poort 25 antwoordt niet. Veel hosting- en internetproviders blokkeren hem; probeer poort 587.",
  "cause.silent":
    "De server neemt de verbinding aan en zegt niets. Op poort 465 verwacht hij TLS vanaf het begin; elders is het misschien geen mailserver.",
  "cause.startTlsMissing":
    "De server biedt geen STARTTLS, en mail gaat niet onversleuteld. Probeer TLS vanaf het begin op poort 465.",
  "cause.tlsExpected": "Deze poort verwacht TLS vanaf het begin: kies dat in plaats van STARTTLS.",
  "cause.tlsUnexpected": "Deze poort spreekt geen TLS vanaf het begin. Kies er STARTTLS voor, of neem poort 465.",
  "cause.certificateName":
    "Het certificaat van de server is voor een andere naam. Voer de naam uit het certificaat in, als die van deze server is.",
  "cause.certificateExpired": "Het certificaat van de server is verlopen. Wie de server beheert moet het vernieuwen.",
  "cause.certificateUntrusted":
    "Het certificaat komt van een instantie die deze machine niet vertrouwt. Een eigen instantie kan in NODE_EXTRA_CA_CERTS worden genoemd.",
  "cause.noSecureConnection":
    "Er kwam geen beveiligde verbinding tot stand. Kijk of poort en beveiliging bij elkaar horen: 587 STARTTLS, 465 TLS.",
  "cause.wrongPassword": "De server accepteert deze gebruikersnaam en dit wachtwoord niet. Voer beide opnieuw in.",
  "cause.microsoftPasswordsOff":
    "Microsoft 365 weigert hier wachtwoorden om mail te versturen, en stopt er voor iedereen mee. Gebruik het transport Microsoft 365; tot die tijd kan een beheerder SMTP AUTH voor het postvak toestaan.",
  "cause.appPasswordNeeded":
    "De provider wil een app-wachtwoord in plaats van dat van het account. Maak er een in de beveiligingsinstellingen van het account.",
  "cause.tokenRefused":
    "De toepassing is geweigerd. Controleer tenant, client-id en clientgeheim: geheimen van toepassingen verlopen.",
  "cause.methodMissing": "De server biedt deze manier van aanmelden niet. Probeer een andere, of een andere poort.",
  "cause.keyRefused": "De provider kent deze API-sleutel niet. Maak daar een nieuwe en voer hem hier in.",
  "cause.senderNotAllowed":
    "De server laat deze gebruiker niet onder het adres van de afzender versturen. Neem een adres dat van het account is.",
  "cause.domainNotVerified":
    "Het domein van de afzender is bij de provider niet geverifieerd. Doe dat daar, of neem een andere afzender.",
  "cause.relayDenied": "De server geeft mail van ons niet door aan dit domein. Misschien wil hij dat u zich aanmeldt.",
  "cause.recipientRefused":
    "De server neemt geen mail aan voor deze ontvanger. De weg naar de server is goed: probeer een ander adres.",
  "cause.rightMissing":
    "De toepassing mag niet als dit postvak versturen. Geef haar de toepassingsmachtiging Mail.Send, met toestemming van een beheerder.",
  "cause.mailboxUnknown": "Er is geen postvak met deze naam in de tenant, of het heeft geen licentie voor mail.",
  "cause.comeBackLater":
    "De server vraagt later terug te komen, wat bij greylisting normaal is. Echte mails worden vanzelf opnieuw geprobeerd.",
  "cause.tooMany": "De limiet van de provider is voor nu op. Echte mails wachten en worden vanzelf verstuurd.",
  "cause.unanswered":
    "De server heeft de mail gekregen en niet geantwoord. Kijk of hij is gekomen voor u het opnieuw probeert.",
  "cause.folder":
    "Mails kunnen niet in de datamap worden geschreven. Laat de gebruiker van de worker daar schrijven, en kijk of er ruimte is.",
  "cause.unknown": "De eigen woorden van de server zeggen het best wat er mis is.",
};
