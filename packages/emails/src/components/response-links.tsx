import { patterned } from "../pattern.ts";
import type { SafeUrl } from "../safe-url.ts";
import { link, type Style, text } from "../theme.ts";

/** What the reader can say about the incident: links, so that nothing looks like a button but the one that leads there. */
export const ResponseLinks = ({
  links,
}: {
  readonly links: readonly { readonly label: string; readonly url: SafeUrl }[];
}) => links.map(({ label, url }) => <ResponseLine key={label} href={url.href} label={label} />);

const ResponseLine = patterned(({ href, label }: { readonly href: string; readonly label: string }) => (
  <p className="text" style={paragraph}>
    <a className="link" style={link} href={href}>
      {label}
    </a>
  </p>
));

const paragraph: Style = { ...text, margin: "14px 0 0" };
