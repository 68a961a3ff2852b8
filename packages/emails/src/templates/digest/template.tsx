import { DigestList } from "../../components/digest-list.tsx";
import { Layout } from "../../components/layout.tsx";
import { PrimaryButton } from "../../components/primary-button.tsx";
import { SeverityBlock } from "../../components/severity-block.tsx";
import { WhyFooter } from "../../components/why-footer.tsx";
import { light, type Style, sized, small, text } from "../../theme.ts";
import type { DigestContent } from "./content.ts";

/** How many, how grave, why together, and then every one of them with its link. */
export const DigestTemplate = ({ content }: { readonly content: DigestContent }) => {
  const { language, open, organization } = content;
  return (
    <Layout lang={language.tag} title={content.subject} preheader={content.preheader}>
      <p className="muted" style={kind}>
        {`${organization === null ? "" : `${organization} · `}${content.counts}`}
      </p>
      <SeverityBlock severity={content.severity} words={content.severityBlock} />
      <h1 className="text" style={heading}>
        {content.heading}
      </h1>
      <p className="text" style={explanation}>
        {content.explanation}
      </p>
      {open !== null && <PrimaryButton link={open} label={language.digest.openAll} host={language.opens(open.host)} />}
      <DigestList lines={content.lines} />
      <WhyFooter why={content.why} address={null} delivery={content.delivery} />
    </Layout>
  );
};

const kind: Style = { ...small, margin: "0 0 8px" };
const heading: Style = { margin: "14px 0 0", ...sized(21, 28), fontWeight: 700, color: light.text };
const explanation: Style = { ...text, margin: "10px 0 0" };
