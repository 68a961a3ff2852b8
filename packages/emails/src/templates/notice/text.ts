import { wrap } from "../../plain-text.ts";
import type { NoticeContent } from "./content.ts";

/** The mail as plain text: 72 columns, whole when it is read aloud. */
export const textOf = ({ language, open, ...content }: NoticeContent): string => {
  const blocks: readonly (readonly string[])[] = [
    [
      language.notice.headline.toUpperCase(),
      ...(content.organization === "" ? [] : wrap(content.organization)),
      ...wrap(content.title),
    ],
    ...content.parts.map(({ heading, sentence }) => [`${heading}:`, ...wrap(sentence)]),
    open === null ? [] : wrap(`${language.open}: ${open.href}`),
    ["--", ...wrap(content.why), ...wrap(content.delivery)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
};
