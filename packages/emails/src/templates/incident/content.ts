import type { Severity } from "@tocsin/core/kernel";
import type { IncidentMessage } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import { type SafeUrl, safeUrl } from "../../safe-url.ts";
import { timesOf } from "../../times.ts";
import { type Alerts, alertsOf } from "./alerts.ts";
import { type Changes, changesOf } from "./changes.ts";
import { escalationNotice } from "./escalation.ts";
import { type Fact, factsOf } from "./facts.ts";
import { headlineOf } from "./headline.ts";
import { type Limits, titleMax } from "./limits.ts";
import { preheaderOf } from "./preheader.ts";
import { type ResponseLink, responsesOf, stopLinkOf } from "./responses.ts";
import { incidentReference, subjectOf } from "./subject.ts";
import { whyOf } from "./why.ts";

/**
 * Everything that the mail says, in words and in order. The HTML and the plain text both lay out this one value,
 * so that they cannot tell different things.
 */
export interface IncidentContent {
  readonly language: Language;
  /** What the reader must know before anything else: that it is a test, or why he is told after others. */
  readonly notice: string | null;
  readonly subject: string;
  readonly preheader: string;
  /** Null where a rule keeps it out of mail. */
  readonly organization: string | null;
  /** What kind of news it is: `Severity raised`. */
  readonly headline: string;
  /** `Incident 1042`. */
  readonly reference: string;
  readonly severity: Severity;
  /** `High severity`. */
  readonly severityBlock: string;
  /** The current one, which the subject may not know. */
  readonly name: string;
  readonly changes: Changes | null;
  /** Where the one button leads: the console, else the vendor's portal. */
  readonly open: SafeUrl | null;
  /** The vendor's portal, where the button does not lead there already. */
  readonly portal: SafeUrl | null;
  /** What the reader can do from the mail, each by a link that opens a page. */
  readonly responses: readonly ResponseLink[];
  readonly facts: readonly Fact[];
  readonly alerts: Alerts | null;
  readonly why: readonly string[];
  readonly stop: ResponseLink | null;
  readonly delivery: string;
}

/** Puts a message into the words of its reader's language and time zone. */
export const contentOf = (message: IncidentMessage, language: Language, limits: Limits): IncidentContent => {
  const { incident } = message;
  const times = timesOf(message.recipient.timeZone, language);
  const reference = incidentReference(incident.number);
  const console = safeUrl(message.links.console);
  const portal = safeUrl(message.links.portal);
  return {
    language,
    notice: escalationNotice(message, language, times),
    subject: subjectOf(message, language),
    preheader: preheaderOf(message, language, times),
    organization: fit(message.organizationName ?? "", titleMax) || null,
    headline: headlineOf(message, language),
    reference,
    severity: incident.severity,
    severityBlock: language.severityBlock[incident.severity],
    name: fit(incident.title, titleMax) || reference,
    changes: changesOf(message, language, times),
    open: console ?? portal,
    portal: console === null ? null : portal,
    responses: responsesOf(message, language),
    facts: factsOf(message, language, times),
    alerts: alertsOf(message, limits.alerts, language, times),
    stop: stopLinkOf(message, language),
    why: whyOf(message, limits.rules, language),
    delivery: language.deliveryAndZone(message.deliveryId, times.zone),
  };
};
