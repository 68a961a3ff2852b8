import { patterned } from "../pattern.ts";
import { light, type Style, sized, words } from "../theme.ts";

/** Labels and values in two columns, which stand one above the other on a phone. */
export const Facts = ({ facts }: { readonly facts: readonly FactShown[] }) => (
  <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0" style={outer}>
    <tbody>
      {facts.map(({ label, value }) => (
        <FactRow key={label} label={label} value={value} />
      ))}
    </tbody>
  </table>
);

interface FactShown {
  readonly label: string;
  readonly value: string;
}

const FactRow = patterned(({ label, value }: FactShown) => (
  <tr>
    <td width="150" valign="top" className="stack label line muted" style={labelCell}>
      {label}
    </td>
    <td valign="top" className="stack value line text" style={valueCell}>
      {value}
    </td>
  </tr>
));

const outer: Style = { marginTop: "20px" };
const cell: Style = { borderTop: `1px solid ${light.line}` };
const labelCell: Style = { ...cell, width: "150px", padding: "7px 12px 7px 0", ...sized(14, 22), color: light.muted };
const valueCell: Style = { ...cell, padding: "7px 0", ...words };
