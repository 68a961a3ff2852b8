import type { Severity } from "@tocsin/core/kernel";
import { patterned } from "../pattern.ts";
import { bgcolor, type Style, severityFill, severityShape, sized } from "../theme.ts";

/** The severity as a solid bar: words and a shape, white on a dark tone that no dark mode needs to turn around. */
export const SeverityBlock = patterned(
  ({ severity, words }: { readonly severity: Severity; readonly words: string }) => (
    <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
      <tbody>
        <tr>
          <td style={bars[severity]} {...bgcolor(severityFill[severity])}>
            <span aria-hidden="true">{severityShape[severity]}</span>
            {`\u00a0 ${words}`}
          </td>
        </tr>
      </tbody>
    </table>
  ),
  "severity",
);

const bar: Style = {
  padding: "9px 14px",
  ...sized(16, 22),
  fontWeight: 700,
  color: "#ffffff",
};

const bars: Readonly<Record<Severity, Style>> = {
  critical: { ...bar, backgroundColor: severityFill.critical },
  high: { ...bar, backgroundColor: severityFill.high },
  medium: { ...bar, backgroundColor: severityFill.medium },
  low: { ...bar, backgroundColor: severityFill.low },
  informational: { ...bar, backgroundColor: severityFill.informational },
  unknown: { ...bar, backgroundColor: severityFill.unknown },
};
