import type { SafeUrl } from "../safe-url.ts";
import { light, link, type Style, small } from "../theme.ts";

/** Why the mail came, who else has it, and where the incident is for those who follow no links. Never shortened. */
export const WhyFooter = ({ why, stop = null, address, delivery }: WhyFooterProps) => (
  <>
    <hr className="line" style={rule} />
    {why.map((paragraph, index) => (
      <p key={index} className="muted" style={line}>
        {paragraph}
      </p>
    ))}
    {stop !== null && (
      <p className="muted" style={line}>
        <a className="link" style={link} href={stop.url.href}>
          {stop.label}
        </a>
      </p>
    )}
    {address !== null && (
      <p className="muted" style={line}>
        {address.label}: {address.url}
      </p>
    )}
    <p className="muted" style={line}>
      {delivery}
    </p>
  </>
);

interface WhyFooterProps {
  readonly why: readonly string[];
  /** How the reader gets no more of these mails. */
  readonly stop?: { readonly label: string; readonly url: SafeUrl } | null;
  readonly address: { readonly label: string; readonly url: string } | null;
  readonly delivery: string;
}

const rule: Style = {
  width: "100%",
  border: "none",
  borderColor: "transparent",
  borderTop: `1px solid ${light.line}`,
  margin: "24px 0 12px",
};
const line: Style = { ...small, margin: "0 0 8px" };
