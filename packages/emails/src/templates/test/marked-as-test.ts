import type { TestMessage } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { IncidentContent } from "../incident/content.ts";
import { nameMax, preheaderMax } from "../incident/limits.ts";
import { subjectMarked } from "../incident/subject.ts";

/** The same mail, said to be a test wherever a glance may fall: inbox, first line, headline. */
export const markedAsTest = (content: IncidentContent, message: TestMessage): IncidentContent => {
  const { language } = content;
  const notice = language.testOf(
    message.ruleName === null ? null : fit(message.ruleName, nameMax),
    fit(message.by, nameMax) || null,
  );
  return {
    ...content,
    notice,
    subject: subjectMarked(language.test, message.incident),
    preheader: fit(`${notice} ${content.preheader}`, preheaderMax),
    // Nothing happened of which anybody could say something.
    responses: [],
    stop: null,
    headline: `[${language.test}] ${content.headline}`,
  };
};
