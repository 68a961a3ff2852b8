import { wrap } from "../../plain-text.ts";
import type { AccountContent } from "./content.ts";

/** The mail as plain text: 72 columns, its link on a line of its own. */
export const textOf = ({ language, title, sentences, link, why, delivery }: AccountContent): string => {
  const blocks: readonly (readonly string[])[] = [
    [language.account.headline.toUpperCase(), ...wrap(title)],
    ...sentences.map((sentence) => wrap(sentence)),
    link === null ? [] : [`${link.label}:`, link.url.href],
    ["--", ...wrap(why), ...wrap(delivery)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
};
