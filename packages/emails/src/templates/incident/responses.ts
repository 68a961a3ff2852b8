import type { IncidentMessage, MailResponse } from "@tocsin/core/messages";
import type { Language } from "../../languages/index.ts";
import { type SafeUrl, safeUrl } from "../../safe-url.ts";

/** A link with which the reader says something about the incident; its token is a placeholder until the mail goes out. */
export interface ResponseLink {
  readonly label: string;
  readonly url: SafeUrl;
}

/** What he can say about the incident, in the order of the mail. */
export const responsesOf = (message: IncidentMessage, language: Language): readonly ResponseLink[] => [
  ...linkOf(message, "acknowledge", language),
  ...linkOf(message, "mute", language),
];

/** How he gets no more of these mails; null where he has to. */
export const stopLinkOf = (message: IncidentMessage, language: Language): ResponseLink | null =>
  linkOf(message, "stop", language)[0] ?? null;

const linkOf = (
  { responses }: IncidentMessage,
  response: MailResponse,
  language: Language,
): readonly ResponseLink[] => {
  const url = safeUrl(responses?.[response] ?? null);
  return url === null ? [] : [{ label: language.respond[response], url }];
};
