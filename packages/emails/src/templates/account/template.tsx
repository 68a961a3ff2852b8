import { Layout } from "../../components/layout.tsx";
import { PrimaryButton } from "../../components/primary-button.tsx";
import { WhyFooter } from "../../components/why-footer.tsx";
import { light, type Style, sized, small, text } from "../../theme.ts";
import type { AccountContent } from "./content.ts";

/** What happened to an account, and the one way on. */
export const AccountTemplate = ({ content }: { readonly content: AccountContent }) => {
  const { language, link } = content;
  return (
    <Layout lang={language.tag} title={content.subject} preheader={content.preheader}>
      <p className="muted" style={kind}>
        {language.account.headline}
      </p>
      <h1 className="text" style={title}>
        {content.title}
      </h1>
      {content.sentences.map((sentence) => (
        <p key={sentence} className="text" style={paragraph}>
          {sentence}
        </p>
      ))}
      {link !== null && <PrimaryButton link={link.url} label={link.label} host={language.opens(link.url.host)} />}
      <WhyFooter
        why={[content.why]}
        address={link === null ? null : { label: language.account.address, url: link.url.href }}
        delivery={content.delivery}
      />
    </Layout>
  );
};

const kind: Style = { ...small, margin: "0 0 8px" };
const title: Style = { margin: 0, ...sized(21, 28), fontWeight: 700, color: light.text };
const paragraph: Style = { ...text, margin: "14px 0 0" };
