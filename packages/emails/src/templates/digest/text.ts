import { wrap } from "../../plain-text.ts";
import type { DigestContent, DigestLine } from "./content.ts";

/** The digest as plain text: every incident on a line, its address below. */
export const textOf = (content: DigestContent): string => {
  const { language, open, organization } = content;
  const blocks: readonly (readonly string[])[] = [
    [
      `${content.severityBlock} - ${content.heading}`.toUpperCase(),
      ...(organization === null ? [] : wrap(organization)),
      ...wrap(content.counts),
    ],
    wrap(content.explanation),
    open === null ? [] : wrap(`${language.open}: ${open.href}`),
    content.lines.flatMap(lineOf),
    ["--", ...content.why.flatMap((line) => wrap(line)), ...wrap(content.delivery)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
};

const lineOf = ({ severityWord, name, news, link }: DigestLine): readonly string[] => [
  ...wrap(`${severityWord}: ${name}${news === "" ? "" : ` (${news})`}`, "- ", "  "),
  ...(link === null ? [] : [`  ${link.href}`]),
];
