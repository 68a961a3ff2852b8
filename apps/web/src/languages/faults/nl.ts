import type { FieldFaultKind } from "@tocsin/core/kernel";

export const nl: Record<FieldFaultKind, string> = {
  addressIncomplete: "‘{text}’ is geen volledig adres",
  mailboxIncomplete: "is geen adres, en geen naam met een adres tussen punthaken",
  httpsNeeded: "moet met https:// beginnen, behalve op deze machine zelf",
  domain: "is geen domein",
  timeZone: "is geen tijdzone uit de IANA-database",
  namedTwice: "staat er twee keer",

  nameMissing: "vul een naam in",
  nameLong: "gebruik hooguit 100 tekens",
  severitiesMissing: "kies minstens één ernst",
  groupsMissing: "kies minstens één apparaatgroep, of alle",
  recipientsMissing: "voeg minstens één ontvanger toe",
  recipientsMany: "gebruik hooguit 50 ontvangers",
  stepsMany: "gebruik hooguit 9 stappen",
  firstTierEmpty: "noem iemand die meteen bericht krijgt",
  tierEmpty: "noem iemand die bij deze stap bericht krijgt",
  tierWithoutStep: "bij geen stap krijgt deze groep bericht",
  patternHeavy: "herhaalt te veel om snel te kunnen zoeken",

  groupUnknown: "is geen apparaatgroep",
  groupsUnknown: "er is geen apparaatgroep {groups}",
  sourceUnknown: "is geen bron",
  domainRefused: "is geen domein dat mail mag krijgen",

  reasonMissing: "zeg waarom",
  endPassed: "is al voorbij",
  endBeforeStart: "ligt niet na het begin",
  endTooFar: "ligt meer dan 92 dagen na het begin",

  purgeAlone: "Search and Purge krijgt iemand naast een andere rol: op zichzelf laat het niemand iets zien",
  roleEverywhereLimited: "zijn van één organisatie: een rol in alle organisaties kan niet tot enkele worden beperkt",
  roleBeyondOwn: "laat meer toe dan u zelf mag",
  groupsBeyondOwn: "u mag {groups} niet zien",

  userOfToken: "ontbreekt: een token is van iemand",
  tokenInClear: "een token wordt niet onversleuteld verstuurd",
  secretLost: "moet opnieuw worden ingevuld",
  secretOfAnotherServer: "moet opnieuw worden ingevuld: het werd ingevuld voor een andere server",
  passwordWrong: "is niet uw wachtwoord",
  codeWrong: "is niet de code van dit moment",
  callAddressMissing: "vul het adres in dat moet worden aangeroepen",

  kindStays: "blijft {kind}: een bron van een andere soort is een andere bron",
  kindNotPolled: "is niet voor bronnen van soort {kind}",
  kindUnsaid: "zeg van welke soort; de melding lijkt op geen soort in het bijzonder",
  fieldUnknown: "is hier geen veld",
};
