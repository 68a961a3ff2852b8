import type { IncidentMessage, Sender } from "@tocsin/core/messages";
import { createElement } from "react";
import { languageOf } from "../../languages/index.ts";
import { renderHtml } from "../../render-html.ts";
import type { Template } from "../template.ts";
import { contentOf, type IncidentContent } from "./content.ts";
import { incidentHeaders } from "./headers.ts";
import { alertsShown, htmlBytesMax, type Limits } from "./limits.ts";
import { IncidentTemplate } from "./template.tsx";
import { textOf } from "./text.ts";

/** What one person is told of one incident. HTML and text show the same alerts, as many as the size allows. */
export const incidentTemplate: Template<IncidentMessage> = (message: IncidentMessage, sender: Sender) => {
  const { content, html } = fitting(message);
  return { subject: content.subject, html, text: textOf(content), headers: incidentHeaders(message, sender) };
};

const fitting = (message: IncidentMessage): { readonly content: IncidentContent; readonly html: string } => {
  const language = languageOf(message.recipient.locale);
  let limits: Limits = { alerts: alertsShown, rules: Math.max(message.why.rules.length, 1) };
  while (true) {
    const content = contentOf(message, language, limits);
    const html = renderHtml(createElement(IncidentTemplate, { content }));
    const tighter = tighten(limits);
    if (tighter === null || Buffer.byteLength(html) <= htmlBytesMax) return { content, html };
    limits = tighter;
  }
};

/** Half the alerts; once there are none, half the rules. Null when there is nothing left to give up. */
const tighten = ({ alerts, rules }: Limits): Limits | null => {
  if (alerts > 0) return { alerts: Math.floor(alerts / 2), rules };
  return rules > 1 ? { alerts, rules: Math.floor(rules / 2) } : null;
};
