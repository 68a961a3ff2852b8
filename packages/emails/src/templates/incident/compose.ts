import type { IncidentMessage } from "@tocsin/core/messages";
import { createElement } from "react";
import { languageOf } from "../../languages/index.ts";
import { renderHtml } from "../../render-html.ts";
import type { Rendered } from "../template.ts";
import { contentOf, type IncidentContent } from "./content.ts";
import { alertsShown, htmlBytesMax, type Limits } from "./limits.ts";
import { IncidentTemplate } from "./template.tsx";
import { textOf } from "./text.ts";

/**
 * An incident's mail without its headers. HTML and text show the same alerts, as many as the size allows.
 * `mark` has the last word on what the mail says.
 */
export const composeIncident = (message: IncidentMessage, mark = asItIs): Omit<Rendered, "headers"> => {
  const { content, html } = fitting(message, mark);
  return {
    to: message.recipient.address,
    deliveryId: message.deliveryId,
    subject: content.subject,
    html,
    text: textOf(content),
  };
};

const asItIs = (content: IncidentContent): IncidentContent => content;

const fitting = (message: IncidentMessage, mark: typeof asItIs) => {
  const language = languageOf(message.recipient.locale);
  let limits: Limits = { alerts: alertsShown, rules: Math.max(message.why.rules.length, 1) };
  while (true) {
    const content = mark(contentOf(message, language, limits));
    const html = renderHtml(createElement(IncidentTemplate, { content }));
    const tighter = tighten(limits);
    if (tighter === null || isSmall(html)) return { content, html };
    limits = tighter;
  }
};

// Counting the bytes of a mail costs a tenth of rendering it, and no character has more than three per UTF-16 unit.
const isSmall = (html: string): boolean => html.length * 3 <= htmlBytesMax || Buffer.byteLength(html) <= htmlBytesMax;

/** Half the alerts; once there are none, half the rules. Null when there is nothing left to give up. */
const tighten = ({ alerts, rules }: Limits): Limits | null => {
  if (alerts > 0) return { alerts: Math.floor(alerts / 2), rules };
  return rules > 1 ? { alerts, rules: Math.floor(rules / 2) } : null;
};
