import type { SafeUrl } from "../safe-url.ts";
import { bgcolor, light, type Style, small } from "../theme.ts";

/**
 * The one thing in a mail that looks like a button, 44 px high, with the host it leads to. The fill belongs to a table
 * cell, because Outlook's Word engine gives a link neither background nor padding.
 */
export const PrimaryButton = ({ link, label, host }: PrimaryButtonProps) => (
  <>
    <table
      role="presentation"
      border={0}
      cellPadding="0"
      cellSpacing="0"
      className="wide"
      style={{ marginTop: "20px" }}
    >
      <tbody>
        <tr>
          <td align="center" className="button" style={cell} {...bgcolor(light.button)}>
            <a href={link.href} className="on-button" style={anchor}>
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
    <p className="muted" style={{ ...small, marginTop: "6px" }}>
      {host}
    </p>
  </>
);

interface PrimaryButtonProps {
  readonly link: SafeUrl;
  readonly label: string;
  /** A sentence that names the host. */
  readonly host: string;
}

const cell: Style = { backgroundColor: light.button, borderRadius: "4px", msoPaddingAlt: "12px 28px" };

const anchor: Style = {
  display: "inline-block",
  padding: "12px 28px",
  fontSize: "16px",
  lineHeight: "20px",
  fontWeight: 600,
  color: light.onButton,
  textDecoration: "none",
};
