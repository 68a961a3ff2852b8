import type { en } from "./en.ts";

/** The settings of an organization and of the installation, in Dutch. */
export const nl: Record<keyof typeof en, string> = {
  title: "Instellingen",
  intro: "Wat voor {name} als geheel geldt: wat mails erover zeggen, aan wie ze mogen gaan, en hoelang ze wachten.",
  organization: "Organisatie",
  name: "Naam",
  tenantId: "Tenant-id",
  "tenantId.hint":
    "Het id bij de leverancier, zoals een Microsoft Entra-tenant-id. Links naar het portaal bevatten het.",
  portalUrl: "Adres van het portaal van de leverancier",
  "portalUrl.hint": "Bijvoorbeeld https://security.microsoft.com. Leeg betekent: mails zonder zo’n link.",
  locale: "Taal van mails",
  "locale.hint": "Voor ontvangers en gebruikers die niets kozen.",
  "locale.en": "Engels (English)",
  "locale.nl": "Nederlands",
  timeZone: "Tijdzone",
  allowedDomains: "Domeinen waar mail heen mag",
  "allowedDomains.hint":
    "Eén per regel; * is elk domein, *.example.org elk daaronder. Een regel met een adres elders wordt geweigerd, en mail daarheen wordt niet verstuurd.",
  "allowedDomains.any":
    "Mail mag naar elk domein. Noem die van u, en een tikfout in een regel kan vreemden niets vertellen.",
  urgent: "Wachttijd voor een dringende mail, in seconden",
  "urgent.hint": "Voor incidenten die hoog of kritiek beginnen, of dat worden. 0 verstuurt meteen.",
  other: "Wachttijd voor elke andere mail, in seconden",
  "other.hint": "Wat intussen gebeurt, komt in dezelfde mail. 0 verstuurt elke wijziging apart.",
  save: "Opslaan",
  saved: "De instellingen van {name} zijn opgeslagen",
  organizations: "Organisaties",
  "organizations.intro":
    "Elke organisatie heeft eigen bronnen, regels, ontvangers en incidenten, en ziet niets van de andere. U handelt in één tegelijk.",
  "organizations.caption": "Organisaties waarin u werkt",
  "organizations.here": "u handelt hier nu in",
  "organizations.since": "Sinds",
  "organizations.open": "Ga erheen",
  "organizations.openNamed": "Ga naar {name}",
  "organizations.add": "Een organisatie maken",
  "organizations.create": "Maken",
  "organizations.made": "{name} is gemaakt",
  "organizations.remove": "Verwijderen",
  "organizations.removeNamed": "{name} verwijderen",
  "organizations.remove.title": "{name} verwijderen?",
  "organizations.remove.text":
    "Alleen een organisatie zonder bronnen, regels, apparaatgroepen en verzendingen kan worden verwijderd. De rollen die mensen erin hebben, eindigen.",
  "organizations.removed": "{name} is verwijderd",
  close: "Sluiten",
  signOn: "Eenmalige aanmelding",
  "signOn.on": "Mensen kunnen zich aanmelden met “{title}”. Dat is ingesteld in de omgeving van deze installatie.",
  "signOn.off":
    "Niet ingesteld. Geef deze installatie OIDC_ISSUER, OIDC_CLIENT_ID en OIDC_CLIENT_SECRET, en start haar opnieuw; OIDC_ROLES zegt welke groep van de aanbieder welke rol geeft. Het adres om bij de aanbieder op te geven is:",
  "signOn.address": "het adres om op te geven",
  elsewhere: "Elders ingesteld",
  "elsewhere.mail": "Hoe mail wordt verstuurd",
  "elsewhere.users": "Wie zich kan aanmelden, en wat zij mogen",
  "elsewhere.retention":
    "Hoelang meldingen van bronnen, mails en wie iets is gemeld worden bewaard, zegt de omgeving: TOCSIN_KEEP_PAYLOADS_DAYS, TOCSIN_KEEP_MAILS_DAYS en TOCSIN_KEEP_TOLD_DAYS.",
  failed: "Dat is niet gebeurd: {reason}",
};
