import type { Severity } from "@tocsin/core/kernel";
import type { SafeUrl } from "../safe-url.ts";
import { light, type Style, severityShape, words } from "../theme.ts";

/**
 * Incidents, one a line, each a link where it may be one. There are many: styles stand on the list, and a line has none but
 * what a mail program needs to keep a link's colour.
 */
export const DigestList = ({ lines }: { readonly lines: readonly DigestListLine[] }) => (
  <ul className="text" style={list}>
    {lines.map(({ severity, severityWord, name, news, link }, index) => (
      <li key={index}>
        {`${severityShape[severity]} ${severityWord} · `}
        {link === null ? (
          name
        ) : (
          <a className="link" style={underlined} href={link.href}>
            {name}
          </a>
        )}
        {news !== "" && ` (${news})`}
      </li>
    ))}
  </ul>
);

interface DigestListLine {
  readonly severity: Severity;
  readonly severityWord: string;
  readonly name: string;
  readonly news: string;
  readonly link: SafeUrl | null;
}

// Outlook leaves what it makes of a link alone only where the link itself says so.
const underlined: Style = { textDecoration: "underline" };
const list: Style = {
  ...words,
  margin: "20px 0 0",
  padding: 0,
  listStyle: "none",
  borderTop: `1px solid ${light.line}`,
};
