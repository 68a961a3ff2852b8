import type { Severity } from "@tocsin/core/kernel";
import { patterned } from "../pattern.ts";
import { light, type Style, severityShape, sized, small, words } from "../theme.ts";

/** The alerts of an incident, newest first, each with its severity as shape and word. */
export const AlertList = ({ heading, lines, more }: AlertListProps) => (
  <>
    <h2 className="text" style={title}>
      {heading}
    </h2>
    <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
      <tbody>
        {lines.map(({ severity, severityWord, title, detail }, index) => (
          <AlertRow key={index} severity={severity} severityWord={severityWord} title={title} detail={detail} />
        ))}
      </tbody>
    </table>
    {more !== null && (
      <p className="muted" style={moreLine}>
        {more}
      </p>
    )}
  </>
);

interface AlertListProps {
  readonly heading: string;
  readonly lines: readonly AlertShown[];
  readonly more: string | null;
}

interface AlertShown {
  readonly severity: Severity;
  readonly severityWord: string;
  readonly title: string;
  readonly detail: string;
}

const AlertRow = patterned(
  ({ severity, severityWord, title, detail }: AlertShown) => (
    <tr>
      <td width="150" valign="top" className={`stack label line is-${severity}`} style={severityCells[severity]}>
        <span aria-hidden="true">{severityShape[severity]}</span>
        {`\u00a0 ${severityWord}`}
      </td>
      <td valign="top" className="stack value line text" style={alertCell}>
        {title}
        {detail !== "" && (
          <p className="muted" style={small}>
            {detail}
          </p>
        )}
      </td>
    </tr>
  ),
  "severity",
);

const title: Style = { margin: "24px 0 8px", ...sized(17, 24), color: light.text };
const moreLine: Style = { ...small, margin: "6px 0 0" };
const cell: Style = { borderTop: `1px solid ${light.line}` };
const alertCell: Style = { ...cell, padding: "7px 0", ...words };
const severityCell: Style = { ...cell, width: "150px", padding: "7px 12px 7px 0", ...sized(14, 22), fontWeight: 700 };

const severityCells: Readonly<Record<Severity, Style>> = {
  critical: { ...severityCell, color: light.severity.critical },
  high: { ...severityCell, color: light.severity.high },
  medium: { ...severityCell, color: light.severity.medium },
  low: { ...severityCell, color: light.severity.low },
  informational: { ...severityCell, color: light.severity.informational },
  unknown: { ...severityCell, color: light.severity.unknown },
};
