import { Hr } from "react-email";
import { light, type Style, small } from "../theme.ts";

/** Why the mail came, who else has it, and where the incident is for those who follow no links. Never shortened. */
export const WhyFooter = ({ why, address, delivery }: WhyFooterProps) => (
  <>
    <Hr className="line" style={rule} />
    {why.map((paragraph, index) => (
      <p key={index} className="muted" style={line}>
        {paragraph}
      </p>
    ))}
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
  readonly address: { readonly label: string; readonly url: string } | null;
  readonly delivery: string;
}

const rule: Style = { margin: "24px 0 12px", borderTop: `1px solid ${light.line}` };
const line: Style = { ...small, margin: "0 0 8px" };
