import { remembered } from "@tocsin/core/kernel";

const marks: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

const foreign = /[\u0080-\uffff]+/g;
/** Most texts of a mail have nothing to be written otherwise, and one look is enough for them. */
const special = /[&<>"'\u0080-\uffff]/;

/** HTML as ASCII: every other character as its reference. A half of a surrogate pair is the replacement character. */
export const asciiOf = (html: string): string => narrow(html.replace(foreign, references));

/**
 * The same text in one byte a character. V8 keeps what came of a wide text wide, and one wide piece makes a whole mail so:
 * twice the memory, and many times the work to search and to store it.
 */
const narrow = (ascii: string): string => Buffer.from(ascii, "latin1").toString("latin1");

/** Text as it stands in HTML, between tags or in quotes, in ASCII. */
export const escaped = (text: string): string => (special.test(text) ? escapedAnew(text) : text);

/** Words of a language, shapes of severities, and what fills the line of an inbox stand in mail after mail. */
const escapedAnew = remembered((text) => asciiOf(text.replace(/[&<>"']/g, (character) => marks[character] ?? "")), {
  answersMax: 500,
  charactersMax: 500,
});

/** Texts that are new with every mail hold the same few: a dot between two facts, a dash. */
const references = remembered(
  (characters) => {
    let all = "";
    for (const character of characters.toWellFormed()) all += `&#${character.codePointAt(0)};`;
    return all;
  },
  { answersMax: 500, charactersMax: 100 },
);
