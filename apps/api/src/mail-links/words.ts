/** Every word of the pages that links in mails open. A language is one value of this type. */
export interface Words {
  /** BCP 47. */
  readonly tag: string;
  readonly forAddress: (address: string) => string;
  /** Stands under every button: opening the page did nothing. */
  readonly nothingYet: string;
  readonly unknown: { readonly title: string; readonly text: string };
  readonly over: { readonly title: string; readonly text: string };
  readonly captured: { readonly title: string; readonly text: string };
  readonly lost: { readonly title: string; readonly text: string };
  readonly mute: {
    readonly title: string;
    readonly means: string;
    /** By how many hours; null: until it is resolved. */
    readonly button: (hours: number | null) => string;
    readonly done: string;
    /** `until` is null where that is the incident's end. */
    readonly doneText: (until: string | null) => string;
    readonly undo: string;
    readonly unmuted: string;
  };
  readonly stop: {
    readonly title: string;
    readonly means: (rules: string) => string;
    readonly button: string;
    readonly done: string;
    readonly doneText: (rules: string) => string;
    readonly undo: string;
    readonly resumed: string;
    readonly resumedText: (rules: string) => string;
    readonly required: (rules: string) => string;
    readonly requiredTitle: string;
    readonly noRule: string;
  };
  readonly acknowledge: {
    readonly title: string;
    readonly means: string;
    readonly button: string;
    readonly done: string;
    readonly by: (name: string, time: string) => string;
  };
}

const en: Words = {
  tag: "en",
  forAddress: (address) => `This link is ${address}’s own.`,
  nothingYet: "Nothing happens until you press the button: mail filters open links, too.",
  unknown: {
    title: "This link opens nothing",
    text: "It may have been cut off on its way. Open the incident in Tocsin instead.",
  },
  over: {
    title: "This link is over",
    text: "Links in mails work for 30 days. Open the incident in Tocsin instead.",
  },
  captured: {
    title: "This mail went to nobody",
    text: "Mail is kept in a folder on the server, so that its links are left empty. They work in mail that is sent.",
  },
  lost: {
    title: "This link is no longer yours to use",
    text: "You may not be told of this incident any more. Ask whoever administers Tocsin.",
  },
  mute: {
    title: "Mute this incident?",
    means: "You get no mail of this incident meanwhile. Others still do, and you still hear of all other incidents.",
    button: (hours) => (hours === null ? "Mute until it is resolved" : `Mute for ${hours} hours`),
    done: "Muted",
    doneText: (until) => `You hear no more of this incident until ${until === null ? "it is resolved" : until}.`,
    undo: "Undo: mail me of it again",
    unmuted: "You hear of this incident again",
  },
  stop: {
    title: "Stop these mails?",
    means: (rules) => `You get no more mail from ${rules}. Whoever administers it is told that you stopped it.`,
    button: "Stop these mails to me",
    done: "Stopped",
    doneText: (rules) => `You get no more mail from ${rules}.`,
    undo: "Undo: mail me again",
    resumed: "You get these mails again",
    resumedText: (rules) => `Mail comes again from ${rules}.`,
    requiredTitle: "These mails cannot be stopped",
    required: (rules) => `Your address is marked as required for ${rules}. Ask whoever owns the rule.`,
    noRule: "The rule that sent this mail does not mail you any more.",
  },
  acknowledge: {
    title: "Acknowledge this incident?",
    means: "You say that you look after it. Nobody further is told for want of an answer; news of it still comes.",
    button: "Acknowledge",
    done: "Acknowledged",
    by: (name, time) => `By ${name}, ${time}.`,
  },
};

const nl: Words = {
  tag: "nl",
  forAddress: (address) => `Deze link is alleen voor ${address}.`,
  nothingYet: "Er gebeurt niets tot u op de knop drukt: mailfilters openen ook links.",
  unknown: {
    title: "Deze link opent niets",
    text: "Misschien is hij onderweg afgebroken. Open het incident in Tocsin.",
  },
  over: {
    title: "Deze link is verlopen",
    text: "Links in mails werken 30 dagen. Open het incident in Tocsin.",
  },
  captured: {
    title: "Deze mail ging naar niemand",
    text: "Mail wordt in een map op de server bewaard, dus zijn de links leeg. Ze werken in mail die verzonden wordt.",
  },
  lost: {
    title: "Deze link is niet meer voor u",
    text: "U mag over dit incident niet meer bericht worden. Vraag het de beheerder van Tocsin.",
  },
  mute: {
    title: "Dit incident dempen?",
    means: "U krijgt zolang geen mail over dit incident. Anderen wel, en over alle andere incidenten hoort u ook nog.",
    button: (hours) => (hours === null ? "Dempen tot het is opgelost" : `${hours} uur dempen`),
    done: "Gedempt",
    doneText: (until) => `U hoort niets meer over dit incident tot ${until === null ? "het is opgelost" : until}.`,
    undo: "Ongedaan maken: mail mij er weer over",
    unmuted: "U hoort weer over dit incident",
  },
  stop: {
    title: "Deze mails stoppen?",
    means: (rules) => `U krijgt geen mail meer van ${rules}. De beheerder krijgt bericht dat u dit gestopt hebt.`,
    button: "Mij deze mails niet meer sturen",
    done: "Gestopt",
    doneText: (rules) => `U krijgt geen mail meer van ${rules}.`,
    undo: "Ongedaan maken: mail mij weer",
    resumed: "U krijgt deze mails weer",
    resumedText: (rules) => `Er komt weer mail van ${rules}.`,
    requiredTitle: "Deze mails kunnen niet gestopt worden",
    required: (rules) => `Uw adres is verplicht voor ${rules}. Vraag het de eigenaar van de regel.`,
    noRule: "De regel die deze mail stuurde, mailt u niet meer.",
  },
  acknowledge: {
    title: "Dit incident oppakken?",
    means:
      "U bevestigt dat u ermee bezig bent. Niemand anders krijgt bericht omdat antwoord uitblijft; nieuws erover blijft komen.",
    button: "Bevestigen",
    done: "Bevestigd",
    by: (name, time) => `Door ${name}, ${time}.`,
  },
};

/** The words of a reader's language; English where there are none. */
export const wordsOf = (locale: string): Words => (locale === "nl" || locale.startsWith("nl-") ? nl : en);
