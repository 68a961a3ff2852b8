import type { en } from "./en.ts";

export const nl: typeof en = {
  matches: "de regel past",
  matchesAndSees: "de regel past, en een betrokken apparaat zit in een groep die deze gebruiker mag zien",
  matchesNot: "de regel paste niet",
  seesNone: "geen betrokken apparaat zit in een groep die deze gebruiker mag zien",
  seesNoneNow: "geen betrokken apparaat zit nog in een groep die deze gebruiker mag zien",
  showsTooMuch: "er stond meer in dan deze gebruiker nu mag zien",
  testShowsTooMuch: "er zou meer in staan dan deze gebruiker nu mag zien: test opnieuw",
  toldLater: "krijgt bericht als niemand binnen {minutes, plural, one {# minuut} other {# minuten}} bevestigt",
  addedLater: "kwam pas op {at} in de regel, na deze wijziging",
  stopped: "stopte de mails van deze regel op {at}",
  stoppedRule: "{address} stopte de mails van deze regel op {at}",
  stoppedRules: "{address} stopte de mails van deze regels op {at}",
  mutedWhileOpen: "gedempt door {address} op {at}, tot het incident is opgelost",
  mutedUntil: "gedempt door {address} op {at}, tot {until}",
  silenced: "tegengehouden door de stilte “{comment}”, tot {until}",
  userGone: "deze gebruiker is uitgeschakeld of verwijderd, of heeft hier geen rol",
  administratorGone: "het adres is niet meer van een beheerder",
  domainRefused: "{domain} is geen domein dat mail mag krijgen",
  notForYou: "de reden gaat over apparaatgroepen die u niet mag zien",

  heldForDigest: "vastgehouden: wordt in een verzamelmail gemeld",
  heldByStorm:
    "vastgehouden: meer dan {limit} mails per minuut aan dit adres; wordt om {at} in een verzamelmail gemeld",
  heldWithDigest:
    "vastgehouden: wordt gemeld in de verzamelmail, die op een mens wacht sinds een back-up is teruggezet",
  toldInDigest: "vastgehouden, en op {at} in een verzamelmail gemeld",
  doubtWithDigest: "onzeker, samen met de verzamelmail: {because}",
  digestFailed: "de verzamelmail die dit zou melden is mislukt: {because}",
  digestCancelled: "de verzamelmail die dit zou melden is geannuleerd: {because}",
  toldWithout: "alles wat erin zou staan, is vanzelf al gemeld",
  forgotten: "waarover het ging, is niet meer bekend",
  workerStopped: "de worker stopte tijdens deze poging",
  quarantined: "apart gezet: {crashes} keer stopte of faalde een worker bij het maken van deze mail",
  unreadable: "apart gezet: wat van deze mail is opgeslagen, is niet te lezen",
  backupDuring: "tijdens deze poging is de back-up gemaakt",
  doubtSinceBackup:
    "onzeker: de mail werd net verstuurd toen op {at} de back-up werd gemaakt; verstuur opnieuw om hem nog eens te versturen",
  openAtBackup:
    "de mail was niet verstuurd toen op {at} de back-up werd gemaakt, maar misschien sindsdien wel; verstuur opnieuw om hem te versturen",
};
