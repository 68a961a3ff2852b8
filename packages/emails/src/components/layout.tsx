import type { ReactNode } from "react";
import { Head, Html } from "react-email";
import { patterned } from "../pattern.ts";
import { bgcolor, font, light, type Style, styleSheets } from "../theme.ts";
import { Preheader } from "./preheader.tsx";

/** The page around every mail: one column of at most 600 px that flows below that, in light and dark. */
export const Layout = ({ lang, title, preheader, children }: LayoutProps) => (
  <Page lang={lang} title={title} preheader={<Preheader>{preheader}</Preheader>}>
    {children}
  </Page>
);

const Page = patterned(
  ({ lang, title, preheader, children }: PageProps) => (
    <Html lang={lang}>
      <Head>
        {always}
        <title>{title}</title>
      </Head>
      <body lang={lang} className="page" style={page}>
        {preheader}
        {/* A div with a role, and not the table that has one already: clients strip elements like article. */}
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="article" aria-roledescription="email" lang={lang} className="page" style={page} aria-label={title}>
          <table
            role="presentation"
            align="center"
            width="600"
            border={0}
            cellPadding="0"
            cellSpacing="0"
            className="card"
            style={card}
            {...bgcolor(light.card)}
          >
            <tbody>
              <tr>
                <td className="edge" style={column}>
                  {children}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      </body>
    </Html>
  ),
  "lang",
);

interface LayoutProps {
  readonly lang: string;
  readonly title: string;
  readonly preheader: string;
  readonly children: ReactNode;
}

interface PageProps extends Omit<LayoutProps, "preheader"> {
  readonly preheader: ReactNode;
}

const always = (
  <>
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="supported-color-schemes" content="light dark" />
    <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
    {styleSheets.map((css) => (
      <style key={css}>{css}</style>
    ))}
  </>
);

const page: Style = { backgroundColor: light.page, margin: 0, padding: 0 };

const card: Style = {
  width: "100%",
  maxWidth: "600px",
  backgroundColor: light.card,
  color: light.text,
  fontFamily: font,
};

const column: Style = { padding: "20px 24px 24px", overflowWrap: "anywhere" };
