import type { Severity } from "@tocsin/core/kernel";
import { Heading } from "react-email";
import { light, type Style, severityShape, small, text } from "../theme.ts";

/** The alerts of an incident, newest first, each with its severity as shape and word. */
export const AlertList = ({ heading, lines, more }: AlertListProps) => (
  <>
    <Heading as="h2" className="text" style={title}>
      {heading}
    </Heading>
    <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>
            <td
              width="150"
              valign="top"
              className={`stack label line is-${line.severity}`}
              style={severityCells[line.severity]}
            >
              <span aria-hidden="true">{severityShape[line.severity]}</span>&nbsp; {line.severityWord}
            </td>
            <td valign="top" className="stack value line" style={alertCell}>
              <p className="text" style={text}>
                {line.title}
              </p>
              {line.detail !== "" && (
                <p className="muted" style={small}>
                  {line.detail}
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {more !== null && (
      <p className="muted" style={{ ...small, marginTop: "6px" }}>
        {more}
      </p>
    )}
  </>
);

interface AlertListProps {
  readonly heading: string;
  readonly lines: readonly {
    readonly severity: Severity;
    readonly severityWord: string;
    readonly title: string;
    readonly detail: string;
  }[];
  readonly more: string | null;
}

const title: Style = { margin: "24px 0 8px", fontSize: "17px", lineHeight: "24px", color: light.text };
const alertCell: Style = { ...text, borderTop: `1px solid ${light.line}`, padding: "7px 0" };
const severityCell: Style = {
  ...alertCell,
  width: "150px",
  padding: "7px 12px 7px 0",
  fontSize: "14px",
  fontWeight: 700,
};

const severityCells: Readonly<Record<Severity, Style>> = {
  critical: { ...severityCell, color: light.severity.critical },
  high: { ...severityCell, color: light.severity.high },
  medium: { ...severityCell, color: light.severity.medium },
  low: { ...severityCell, color: light.severity.low },
  informational: { ...severityCell, color: light.severity.informational },
  unknown: { ...severityCell, color: light.severity.unknown },
};
