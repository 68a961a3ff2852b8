import { rankOf, type Severity, severities } from "@tocsin/core/kernel";
import type { DigestIncident, DigestMessage } from "@tocsin/core/messages";
import { fit, safeLine } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import { type SafeUrl, safeUrl } from "../../safe-url.ts";
import { timesOf } from "../../times.ts";
import { nameMax, preheaderMax } from "../incident/limits.ts";
import { incidentReference } from "../incident/subject.ts";
import { ruleSentence } from "../incident/why.ts";

/** How much of what can be long a digest shows. Every incident is named by its number, whatever the limits. */
export interface DigestLimits {
  readonly title: number;
  readonly rules: number;
}

/** One incident as the reader sees it. */
export interface DigestLine {
  readonly severity: Severity;
  readonly severityWord: string;
  /** `Incident 1042: Ransomware activity`. */
  readonly name: string;
  /** What kind of news it is; empty for a new incident, which most are. */
  readonly news: string;
  readonly link: SafeUrl | null;
}

/** Everything that a digest says, in words and in order; HTML and text both lay it out. */
export interface DigestContent {
  readonly language: Language;
  readonly subject: string;
  readonly preheader: string;
  readonly organization: string | null;
  readonly severity: Severity;
  readonly severityBlock: string;
  /** `37 incidents in one mail`. */
  readonly heading: string;
  /** Why they come together. */
  readonly explanation: string;
  /** `2 High, 35 Medium`. */
  readonly counts: string;
  readonly open: SafeUrl | null;
  readonly lines: readonly DigestLine[];
  readonly why: readonly string[];
  readonly delivery: string;
}

const organizationMax = 40;
const subjectMax = 120;

/** Puts a digest into the words of its reader's language and time zone. */
export const contentOf = (message: DigestMessage, language: Language, limits: DigestLimits): DigestContent => {
  const { incidents, recipient, rules } = message;
  const times = timesOf(recipient.timeZone, language);
  const [gravest] = incidents;
  const severity = gravest?.severity ?? "unknown";
  const organization = fit(message.organizationName ?? "", organizationMax) || null;
  const heading = language.digest.heading(incidents.length);
  const counts = countsOf(incidents, language);
  const start = `[${language.severity[severity]}] ${organization === null ? "" : `${organization} – `}${heading}`;
  const name = safeLine(gravest?.title ?? "");
  return {
    language,
    subject: name === "" ? start : fit(`${start}: ${name}`, subjectMax),
    preheader: fit(`${counts} · ${incidents.map(({ number }) => number).join(", ")}`, preheaderMax),
    organization,
    severity,
    severityBlock: language.severityBlock[severity],
    heading,
    explanation: language.digest.explanation(times.short(message.since)),
    counts,
    open: safeUrl(message.console),
    lines: incidents.map((incident) => lineOf(incident, language, limits.title)),
    why: [
      ...rules.slice(0, limits.rules).map((rule) => ruleSentence(rule, recipient.address, language)),
      ...(rules.length > limits.rules ? [language.moreRules(rules.length - limits.rules)] : []),
    ],
    delivery: language.deliveryAndZone(fit(message.deliveryId, nameMax), times.zone),
  };
};

const lineOf = (
  { number, title, severity, headline, link }: DigestIncident,
  language: Language,
  titleMax: number,
): DigestLine => {
  const name = titleMax === 0 ? "" : fit(title, titleMax);
  const reference = incidentReference(number);
  return {
    severity,
    severityWord: language.severity[severity],
    name: name === "" ? reference : `${reference}: ${name}`,
    news: headline === "opened" ? "" : language.headline[headline],
    link: safeUrl(link),
  };
};

/** Gravest first, as a sentence would have it; severities of which there is none are left out. */
const countsOf = (incidents: readonly DigestIncident[], language: Language): string =>
  severities
    .toSorted((a, b) => rankOf(b) - rankOf(a))
    .flatMap((severity) => {
      const count = incidents.filter((incident) => incident.severity === severity).length;
      return count === 0 ? [] : [`${count} ${language.severity[severity]}`];
    })
    .join(", ");
