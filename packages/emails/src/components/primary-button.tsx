import { patterned } from "../pattern.ts";
import type { SafeUrl } from "../safe-url.ts";
import { bgcolor, light, type Style, sized, small } from "../theme.ts";

/**
 * The one thing in a mail that looks like a button, 44 px high, with the host it leads to. The fill belongs to a table
 * cell, because Outlook's Word engine gives a link neither background nor padding.
 */
export const PrimaryButton = ({ link, label, host }: PrimaryButtonProps) => (
  <LinkedButton href={link.href} label={label} host={host} />
);

const LinkedButton = patterned(
  ({ href, label, host }: { readonly href: string; readonly label: string; readonly host: string }) => (
    <>
      <table role="presentation" border={0} cellPadding="0" cellSpacing="0" className="wide" style={outer}>
        <tbody>
          <tr>
            <td align="center" className="button" style={cell} {...bgcolor(light.button)}>
              <a className="on-button" style={anchor} href={href}>
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="muted" style={hostLine}>
        {host}
      </p>
    </>
  ),
);

interface PrimaryButtonProps {
  readonly link: SafeUrl;
  readonly label: string;
  /** A sentence that names the host. */
  readonly host: string;
}

const outer: Style = { marginTop: "20px" };
const hostLine: Style = { ...small, margin: "6px 0 0" };
const cell: Style = { backgroundColor: light.button, msoPaddingAlt: "12px 28px" };

const anchor: Style = {
  display: "inline-block",
  padding: "12px 28px",
  ...sized(16, 20),
  fontWeight: 600,
  color: light.onButton,
  textDecoration: "none",
};
