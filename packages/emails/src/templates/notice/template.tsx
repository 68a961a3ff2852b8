import { Layout } from "../../components/layout.tsx";
import { PrimaryButton } from "../../components/primary-button.tsx";
import { WhyFooter } from "../../components/why-footer.tsx";
import { light, type Style, sized, small, text } from "../../theme.ts";
import type { NoticeContent } from "./content.ts";

/** What happened to Tocsin itself, what it means, what to do, and the way there. No severity: it is no incident. */
export const NoticeTemplate = ({ content }: { readonly content: NoticeContent }) => {
  const { language, open } = content;
  return (
    <Layout lang={language.tag} title={content.subject} preheader={content.preheader}>
      <p className="muted" style={kind}>
        {`${content.organization === "" ? "" : `${content.organization} · `}${language.notice.headline}`}
      </p>
      <h1 className="text" style={title}>
        {content.title}
      </h1>
      {content.parts.map(({ heading, sentence }) => (
        <div key={heading}>
          <h2 className="text" style={headed}>
            {heading}
          </h2>
          <p className="text" style={text}>
            {sentence}
          </p>
        </div>
      ))}
      {open !== null && <PrimaryButton link={open} label={language.notice.open} host={language.opens(open.host)} />}
      <WhyFooter
        why={[content.why]}
        address={open === null ? null : { label: language.notice.address, url: open.href }}
        delivery={content.delivery}
      />
    </Layout>
  );
};

const kind: Style = { ...small, margin: "0 0 8px" };
const title: Style = { margin: 0, ...sized(21, 28), fontWeight: 700, color: light.text };
const headed: Style = { margin: "16px 0 2px", ...sized(15, 22), fontWeight: 700, color: light.text };
