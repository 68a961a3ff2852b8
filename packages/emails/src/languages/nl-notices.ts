import { durationIn } from "./duration.ts";
import type { NoticeTable } from "./notice-words.ts";

const duration = durationIn({ minute: ["minuut", "minuten"], hour: ["uur", "uur"], day: ["dag", "dagen"] });

const recoveredFrom = {
  silent: {
    happened: "stuurt weer. Zij zweeg",
    means: "Wat zij intussen vond komt alleen als zij het later alsnog stuurt.",
    todo: "Niets.",
  },
  failing: {
    happened: "stuurt weer wat te lezen is. Dat lukte niet",
    means: "Wat niet gelezen kon worden is nog bewaard.",
    todo: "Probeer wat niet gelezen kon worden opnieuw, op de pagina van de bron.",
  },
  poll: {
    happened: "kan weer worden opgevraagd. Dat mislukte",
    means: "Wat intussen gevonden werd is binnengekomen.",
    todo: "Niets.",
  },
} as const;

/** What administrators are told in Dutch about Tocsin itself. */
export const nlNotices: NoticeTable = {
  ruleNeedsAttention: ({ ruleName, group }) => ({
    subject: `Regel “${ruleName}” is gestopt`,
    happened: `Apparaatgroep “${group}” is verwijderd. Het was de enige apparaatgroep van regel “${ruleName}”.`,
    means:
      "De regel is gestopt, zodat hij niemand meer vertelt dan waarvoor hij geschreven is. Hij verstuurt geen mail tot hij hersteld is.",
    todo: "Kies andere apparaatgroepen voor de regel, of verwijder hem als hij niet meer nodig is.",
  }),
  recipientStopped: ({ ruleName, owner, address, others }) => ({
    subject: `${address} heeft de mails van regel “${ruleName}” gestopt`,
    happened: `${address} gebruikte de link in een mail: regel “${ruleName}”${owner === "" ? "" : ` van ${owner}`} mailt dit adres niet meer.`,
    means:
      others === 0
        ? "De regel mailt nu niemand: wat alleen deze regel zou melden, bereikt niemand."
        : `De regel mailt nog ${others === 1 ? "1 ander adres" : `${others} andere adressen`}.`,
    todo: "Moet het doorgaan, laat het adres dan op de pagina van de regel weer meelezen, of markeer het daar als verplicht.",
  }),
  silenceEnding: ({ comment, owner, endsAt, held }, moment) => ({
    subject: `Stilte “${comment}” loopt bijna af`,
    happened: `Stilte “${comment}”${owner === "" ? "" : ` van ${owner}`} loopt af op ${moment(endsAt)}. Tot nu toe heeft zij iets van ${held === 1 ? "1 incident" : `${held} incidenten`} tegengehouden.`,
    means:
      "Daarna wordt alles wat zij nu tegenhoudt weer gemeld. Wat zij tegenhield wordt niet alsnog gemeld; het staat bij de stilte.",
    todo: "Is het werk dan niet klaar, geef de stilte een later einde. Is het al klaar, beëindig haar dan nu.",
  }),
  allClear: ({ since, incidents, mails, waiting }, moment) => ({
    subject: `Alles veilig: ${incidents} ${incidents === 1 ? "incident" : "incidenten"}, ${mails} ${mails === 1 ? "mail" : "mails"}`,
    happened: `Tocsin leeft. Sinds ${moment(since)} ${incidents === 1 ? "was 1 incident" : `waren ${incidents} incidenten`} nieuw of gewijzigd, ${mails === 1 ? "werd 1 mail" : `werden ${mails} mails`} verstuurd, en ${waiting === 1 ? "wacht er 1" : `wachten er ${waiting}`}.`,
    means:
      "Incidenten komen binnen, mail gaat op tijd uit, en elke mail waartoe besloten werd is verantwoord. Deze mail wordt alleen verstuurd zolang dat alles klopt.",
    todo: "Niets. Blijft hij op een dag uit, kijk dan op de pagina van de systeemstatus.",
  }),
  mailFailing: ({ since, failures, destination, said }, moment) => ({
    subject: "Mail gaat niet uit",
    happened: `Sinds ${moment(since)} is geen van ${failures} pogingen om mail te versturen gelukt. De laatste werd gedaan bij ${destination}, met dit antwoord: ${said}`,
    means:
      "Mails wachten en worden opnieuw geprobeerd, elk 24 uur lang, en tot dan gaat er geen verloren. Tot het weer werkt krijgt niemand bericht van incidenten. Deze mail kwam langs een andere weg.",
    todo: "Herstel de mailserver, de weg erheen of de instellingen ervan. Niets hoeft met de hand opnieuw te worden verstuurd. U krijgt bericht zodra er weer mail uitgaat.",
  }),
  mailRecovered: ({ since, recoveredAt, late, waiting, givenUp }, moment) => ({
    subject: "Mail gaat weer uit",
    happened: `Sinds ${moment(recoveredAt)} gaat er weer mail uit. Dat ging niet sinds ${moment(since)}.`,
    means: `${late === 1 ? "1 mail was te laat" : `${late} mails waren te laat`}, ${givenUp === 0 ? "er ging geen verloren." : givenUp === 1 ? "en 1 is opgegeven." : `en ${givenUp} zijn opgegeven.`}${waiting === 0 ? "" : waiting === 1 ? " 1 wacht nog op de volgende poging, binnen het uur." : ` ${waiting} wachten nog op hun volgende poging, binnen het uur.`}`,
    todo: givenUp === 0 ? "Niets." : "Bekijk de mislukte mails, en verstuur opnieuw wat nog de moeite waard is.",
  }),
  sourceSilent: ({ sourceName, lastAt, expectedEveryMs }, moment) => ({
    subject: `Bron “${sourceName}” zwijgt`,
    happened: `Bron “${sourceName}” heeft voor het laatst iets gestuurd op ${moment(lastAt)}. Verwacht wordt dat zij minstens elke ${duration(expectedEveryMs)} iets stuurt.`,
    means: "Incidenten die zij vindt bereiken u mogelijk niet, en niemand krijgt er bericht van.",
    todo: "Controleer of het versturende product draait, of het nog het adres en de sleutel van deze bron heeft, en of het deze installatie kan bereiken. Is de bron van nature stil, wijzig dan hoe lang zij mag zwijgen.",
  }),
  sourceFailing: ({ sourceName, since, problems, latest }, moment) => ({
    subject: `Bron “${sourceName}” stuurt wat niet te lezen is`,
    happened: `Sinds ${moment(since)} heeft bron “${sourceName}” ${problems === 1 ? "een bericht" : `${problems} berichten`} gestuurd dat niet gelezen kon worden. Het laatste probleem: ${latest}`,
    means: "Wat zij stuurde is bewaard, maar werd geen incident, en niemand kreeg er bericht van.",
    todo: "Bekijk de problemen van de bron. Na een oplossing, of met een veldtoewijzing, kan alles wat bewaard is in één keer opnieuw worden geprobeerd.",
  }),
  sourcePollFailing: ({ sourceName, since, latest }, moment) => ({
    subject: `Bron “${sourceName}” kan niet worden opgevraagd`,
    happened: `Sinds ${moment(since)} is elke opvraging van bron “${sourceName}” mislukt. De laatste fout: ${latest}`,
    means:
      "Incidenten daar bereiken u niet, en niemand krijgt er bericht van. Zodra het weer lukt worden zij alsnog opgevraagd, vanaf waar het ophield.",
    todo: "De pagina van de bron zegt wat aan de fout te doen is, en test de verbinding. Een verlopen geheim is de meest gewone oorzaak.",
  }),
  sourceRecovered: ({ sourceName, since, from }, moment) => ({
    subject: `Bron “${sourceName}” doet het weer`,
    happened: `Bron “${sourceName}” ${recoveredFrom[from].happened} sinds ${moment(since)}.`,
    means: `Haar incidenten bereiken u weer. ${recoveredFrom[from].means}`,
    todo: recoveredFrom[from].todo,
  }),
};
