import type { ReactNode } from "react";
import { Body, Container, Head, Html } from "react-email";
import { bgcolor, font, light, type Style, styleSheets } from "../theme.ts";
import { Preheader } from "./preheader.tsx";

/** The page around every mail: one column of at most 600 px that flows below that, in light and dark. */
export const Layout = ({ lang, title, preheader, children }: LayoutProps) => (
  <Html lang={lang}>
    <Head>
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
      <title>{title}</title>
      {styleSheets.map((css) => (
        <style key={css}>{css}</style>
      ))}
    </Head>
    <Body lang={lang} className="page" style={page}>
      <Preheader>{preheader}</Preheader>
      {/* A div with a role, and not on the container whose table has one: clients strip elements like article. */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="article" aria-roledescription="email" aria-label={title} lang={lang} className="page" style={page}>
        <Container width="600" className="card" tdClassName="edge" style={card} {...bgcolor(light.card)}>
          {children}
        </Container>
      </div>
    </Body>
  </Html>
);

interface LayoutProps {
  readonly lang: string;
  readonly title: string;
  readonly preheader: string;
  readonly children: ReactNode;
}

const page: Style = { backgroundColor: light.page, margin: 0, padding: 0 };

const card: Style = {
  width: "100%",
  maxWidth: "600px",
  backgroundColor: light.card,
  color: light.text,
  fontFamily: font,
  overflowWrap: "anywhere",
  padding: "20px 24px 24px",
};
