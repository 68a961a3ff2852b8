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
