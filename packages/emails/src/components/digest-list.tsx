import type { Severity } from "@tocsin/core/kernel";
import { patterned } from "../pattern.ts";
import type { SafeUrl } from "../safe-url.ts";
import { light, type Style, severityShape, words } from "../theme.ts";

/**
 * Incidents, one a line, each a link where it may be one. There are many: styles stand on the list, and a line has none but
 * what a mail program needs to keep a link's colour.
 */
export const DigestList = ({ lines }: { readonly lines: readonly DigestListLine[] }) => (
  <ul className="text" style={list}>
    {lines.map(({ severity, severityWord, name, news, link }, index) => (
      <DigestLine
        key={index}
        severity={severity}
        severityWord={severityWord}
        name={name}
        news={news}
        href={link?.href ?? null}
      />
    ))}
  </ul>
);

interface DigestLineProps extends Omit<DigestListLine, "link"> {
  readonly href: string | null;
}

const DigestLine = patterned(
  ({ severity, severityWord, name, news, href }: DigestLineProps) => (
    <li>
      {`${severityShape[severity]} ${severityWord} · `}
      {href === null ? (
        name
      ) : (
        <a className="link" style={underlined} href={href}>
          {name}
        </a>
      )}
      {news !== "" && ` (${news})`}
    </li>
  ),
  "severity",
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
