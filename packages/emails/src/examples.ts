import type { Message } from "@tocsin/core/messages";
import { languages } from "./languages/index.ts";
import * as account from "./templates/account/examples.ts";
import * as digest from "./templates/digest/examples.ts";
import * as incident from "./templates/incident/examples.ts";
import * as notice from "./templates/notice/examples.ts";
import * as test from "./templates/test/examples.ts";

export { exampleDate, exampleSender } from "./templates/incident/examples.ts";

/** Something that a reader can meet, in one language. */
export interface Example {
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly message: Message;
}

const translated = <M extends Message>(
  examples: Readonly<Record<string, M>>,
  readIn: (message: M, locale: string) => M,
): readonly Example[] =>
  Object.entries(examples).flatMap(([name, message]) =>
    languages.map(({ tag }) => ({ name, language: tag, message: readIn(message, tag) })),
  );

/**
 * Every example of every kind of mail in every language, for the preview and for tests of what holds in all of them.
 * A new kind of mail is a line here.
 */
export const examples: readonly Example[] = [
  ...translated(incident.examples, incident.readIn),
  ...translated(digest.examples, digest.readIn),
  ...translated(account.examples, account.readIn),
  ...translated(notice.examples, notice.readIn),
  ...translated(test.examples, test.readIn),
];
