import { isAtLeast } from "@tocsin/core/kernel";
import type { DigestMessage, Sender } from "@tocsin/core/messages";
import { createElement } from "react";
import { languageOf } from "../../languages/index.ts";
import { renderHtml } from "../../render-html.ts";
import { asciiHost } from "../../safe-url.ts";
import type { Rendered, Template } from "../template.ts";
import { contentOf, type DigestLimits } from "./content.ts";
import { DigestTemplate } from "./template.tsx";
import { textOf } from "./text.ts";

/** Of HTML and text together, so that the whole mail, encoded, stays below 80 KB. */
const bytesMax = 68_000;
const limitsTried: readonly DigestLimits[] = [
  { title: 100, rules: 10 },
  { title: 60, rules: 5 },
  { title: 30, rules: 3 },
  { title: 12, rules: 1 },
];
const least: DigestLimits = { title: 0, rules: 1 };

/** What one person is told of everything that a storm held back. It belongs to no incident's thread. */
export const digestTemplate: Template<DigestMessage> = (message: DigestMessage, sender: Sender) => ({
  ...composeDigest(message),
  headers: {
    ...(isAtLeast(message.incidents[0]?.severity ?? "unknown", "high") && { Importance: "high", "X-Priority": "1" }),
    "List-Id": `Incident notifications <incidents.${asciiHost(sender.publicUrl)}>`,
    "X-Tocsin-Rule": message.rules
      .slice(0, rulesInHeader)
      .map(({ id }) => id)
      .join(", "),
    "X-Tocsin-Severity": message.incidents[0]?.severity ?? "unknown",
    "X-Tocsin-Change": "digest",
  },
});

const rulesInHeader = 20;

/** Long names give way before any incident does. */
const composeDigest = (message: DigestMessage): Omit<Rendered, "headers"> => {
  for (const limits of limitsTried) {
    const mail = composeWithin(message, limits);
    if (encodedBytesOf(mail.html) + encodedBytesOf(mail.text) <= bytesMax) return mail;
  }
  return composeWithin(message, least);
};

const composeWithin = (message: DigestMessage, limits: DigestLimits): Omit<Rendered, "headers"> => {
  const content = contentOf(message, languageOf(message.recipient.locale), limits);
  return {
    to: message.recipient.address,
    deliveryId: message.deliveryId,
    subject: content.subject,
    html: renderHtml(createElement(DigestTemplate, { content })),
    text: textOf(content),
  };
};

/** On the way a byte beyond ASCII, and an equals sign, takes three (quoted-printable, RFC 2045 section 6.7). */
const encodedBytesOf = (text: string): number => {
  let bytes = 0;
  for (const byte of Buffer.from(text)) bytes += byte > 126 || byte === 61 ? 3 : 1;
  return bytes;
};
