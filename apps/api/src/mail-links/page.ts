import type { Acknowledgement } from "@tocsin/core/incidents";
import { type Instant, nameOfActor } from "@tocsin/core/kernel";
import type { MailLink } from "@tocsin/core/notifications";
import { muteHours } from "@tocsin/core/recipients";
import { type Html, html, pageHeaders } from "../http/html.ts";
import type { Reply } from "../http/route.ts";
import { style } from "./style.ts";
import { type Words, wordsOf } from "./words.ts";

const headers = pageHeaders(style);

/** One of the pages that links in mails open. */
export const pageReply = (status: number, words: Words, title: string, parts: readonly Html[]): Reply => ({
  status,
  headers,
  text: {
    type: "text/html",
    content: html`<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Tocsin</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${parts}
</main>
</body>
</html>
`.markup,
  },
});

/** Why a link leads nowhere. Nobody is known to read it, so that a language is what the browser asks for. */
export const refusalPage = (status: number, why: "unknown" | "over" | "captured" | "lost", locale: string): Reply => {
  const words = wordsOf(locale);
  return pageReply(status, words, words[why].title, [html`<p>${words[why].text}</p>`]);
};

/** What acknowledging means and the button for it, or who has done so. */
export const acknowledgePage = (link: MailLink, acknowledgement: Acknowledgement | null): Reply => {
  const words = wordsOf(link.recipient.locale);
  const say = words.acknowledge;
  if (acknowledgement === null) {
    return pageReply(200, words, say.title, [subject(link), html`<p>${say.means}</p>`, button(say.button), end(link)]);
  }
  const by = say.by(nameOfActor(acknowledgement.by), timeFor(link, acknowledgement.at));
  return pageReply(200, words, say.done, [subject(link), html`<p role="status">${by}</p>`, own(link)]);
};

/** How long one can mute for, each with its button; or until when it is muted, with the way back. */
export const mutePage = (link: MailLink, unmuted = false): Reply => {
  const words = wordsOf(link.recipient.locale);
  const say = words.mute;
  const { mute } = link;
  if (mute !== null) {
    const until = mute.until === null ? null : timeFor(link, mute.until);
    const done = html`<p role="status">${say.doneText(until)}</p>`;
    const undo = html`<form method="post" action="unmute"><button type="submit" class="second">${say.undo}</button></form>`;
    return pageReply(200, words, say.done, [subject(link), done, undo, own(link)]);
  }
  if (unmuted) return pageReply(200, words, say.unmuted, [subject(link), own(link)]);
  const choices = muteHours.map(
    (hours) =>
      html`<form method="post" action="${`mute?hours=${hours ?? ""}`}"><button type="submit" class="second">${say.button(hours)}</button></form>`,
  );
  return pageReply(200, words, say.title, [subject(link), html`<p>${say.means}</p>`, ...choices, end(link)]);
};

/** What stopping means and the button for it; what was stopped, with the way back; or why it may not be. */
export const stopPage = (link: MailLink, resumed = false): Reply => {
  const words = wordsOf(link.recipient.locale);
  const say = words.stop;
  const free = link.rules.filter(({ required }) => !required);
  if (link.rules.length === 0) return pageReply(200, words, say.done, [subject(link), html`<p>${say.noRule}</p>`]);
  if (free.length === 0) {
    const why = html`<p>${say.required(named(link.rules))}</p>`;
    return pageReply(409, words, say.requiredTitle, [subject(link), why, own(link)]);
  }
  const open = free.filter(({ stoppedAt }) => stoppedAt === null);
  if (open.length === 0) {
    const done = html`<p role="status">${say.doneText(named(free))}</p>`;
    const undo = html`<form method="post" action="resume"><button type="submit" class="second">${say.undo}</button></form>`;
    return pageReply(200, words, say.done, [subject(link), done, undo, own(link)]);
  }
  if (resumed) {
    return pageReply(200, words, say.resumed, [
      subject(link),
      html`<p role="status">${say.resumedText(named(open))}</p>`,
    ]);
  }
  const means = html`<p>${say.means(named(open))}</p>`;
  return pageReply(200, words, say.title, [subject(link), means, button(say.button), end(link)]);
};

const named = (rules: MailLink["rules"]): string => rules.map(({ name }) => `“${name}”`).join(", ");

const subject = ({ subject: text }: MailLink): Html => html`<p class="subject"><bdi>${text}</bdi></p>`;

/** Sends the form to the address of the page itself. */
const button = (label: string): Html => html`<form method="post"><button type="submit">${label}</button></form>`;

const own = ({ recipient }: MailLink): Html =>
  html`<p class="quiet">${wordsOf(recipient.locale).forAddress(recipient.address)}</p>`;

const end = (link: MailLink): Html =>
  html`<p class="quiet">${wordsOf(link.recipient.locale).nothingYet}</p>${own(link)}`;

const timeFor = ({ recipient: { locale, timeZone } }: MailLink, at: Instant): string =>
  new Intl.DateTimeFormat(locale === "nl" ? "nl-NL" : "en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(at);
