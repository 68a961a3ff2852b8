import { exampleDate, exampleSender, examples } from "../src/examples.ts";
import { renderMail } from "../src/index.ts";
import type { PreviewedMail } from "./previewed-mail.ts";

/** Every example in every language, rendered as it would be sent. */
export const mails: readonly PreviewedMail[] = examples.map(({ name, language, message }) => {
  const { subject, html, text, ...mail } = renderMail(message, exampleSender, exampleDate);
  return {
    example: name,
    language,
    subject,
    html,
    text,
    headers: [
      ["From", mail.from],
      ["To", mail.to],
      ["Subject", subject],
      ["Date", new Date(mail.date).toUTCString()],
      ["Message-ID", mail.messageId],
      ...Object.entries(mail.headers),
    ],
    bytes: Buffer.byteLength(html),
  };
});
