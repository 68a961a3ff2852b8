import { isAbove } from "@tocsin/core/kernel";
import type { IncidentMessage } from "@tocsin/core/messages";
import type { Language } from "../../languages/index.ts";

/**
 * What kind of news the mail is, as its first line says it: `Incident updated`. A rise is always said, also where
 * another kind is more telling: it may have started a new thread, in which the reader finds no earlier mail.
 */
export const headlineOf = (message: IncidentMessage, language: Language): string => {
  const headline = language.headline[message.headline];
  return message.headline !== "escalated" && tellsOfRise(message) ? language.andRaised(headline) : headline;
};

const tellsOfRise = ({ changes }: IncidentMessage): boolean =>
  changes?.lines.some((line) => line.kind === "severity" && isAbove(line.to, line.from)) ?? false;
