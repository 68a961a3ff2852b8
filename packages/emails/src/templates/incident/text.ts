import { wrap } from "../../plain-text.ts";
import type { AlertLine } from "./alerts.ts";
import type { IncidentContent } from "./content.ts";
import type { Fact } from "./facts.ts";

/** The mail as plain text: 72 columns, no table or colour to lose, whole when it is read aloud. */
export const textOf = (content: IncidentContent): string => {
  const { alerts, changes, language, notice, open, portal } = content;
  const blocks: readonly (readonly string[])[] = [
    notice === null ? [] : wrap(notice),
    [
      `${content.severityBlock} - ${content.headline}`.toUpperCase(),
      ...(content.organization === null ? [] : wrap(content.organization)),
      ...wrap(content.name === content.reference ? content.reference : `${content.reference}: ${content.name}`),
    ],
    changes === null ? [] : [`${changes.heading}:`, ...changes.lines.flatMap((line) => wrap(line, "- ", "  "))],
    [
      ...(open === null ? [] : wrap(`${language.open}: ${open.href}`)),
      ...(portal === null ? [] : wrap(`${language.portal}: ${portal.href}`)),
    ],
    content.responses.flatMap(({ label, url }) => [`${label}:`, url.href]),
    factLines(content.facts),
    alerts === null ? [] : [`${alerts.heading}:`, ...alerts.lines.flatMap(alertLines), ...lineOf(alerts.more)],
    ["--", ...content.why.flatMap((line) => wrap(line)), ...stopLines(content), ...wrap(content.delivery)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
};

const stopLines = ({ stop }: IncidentContent): readonly string[] =>
  stop === null ? [] : [`${stop.label}:`, stop.url.href];

const factLines = (facts: readonly Fact[]): readonly string[] => {
  const labels = facts.map(({ label }) => `${label}:`);
  const width = Math.max(...labels.map((label) => label.length)) + 2;
  return facts.flatMap(({ value }, index) => wrap(value, (labels[index] ?? "").padEnd(width), " ".repeat(width)));
};

const alertLines = ({ severityWord, title, detail }: AlertLine): readonly string[] => [
  ...wrap(`${severityWord}: ${title}`, "- ", "  "),
  ...(detail === "" ? [] : wrap(detail, "  ", "  ")),
];

const lineOf = (text: string | null): readonly string[] => (text === null ? [] : [text]);
