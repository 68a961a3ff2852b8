import { Heading } from "react-email";
import { AlertList } from "../../components/alert-list.tsx";
import { ChangeBox } from "../../components/change-box.tsx";
import { Facts } from "../../components/facts.tsx";
import { Layout } from "../../components/layout.tsx";
import { PrimaryButton } from "../../components/primary-button.tsx";
import { SeverityBlock } from "../../components/severity-block.tsx";
import { WhyFooter } from "../../components/why-footer.tsx";
import { light, link, type Style, small, text } from "../../theme.ts";
import type { IncidentContent } from "./content.ts";

/** The mail on a phone at three in the morning: severity, name, what changed and the button before the first scroll. */
export const IncidentTemplate = ({ content }: { readonly content: IncidentContent }) => {
  const { alerts, changes, language, open, organization, portal, reference } = content;
  return (
    <Layout lang={language.tag} title={content.subject} preheader={content.preheader}>
      <p className="muted" style={{ ...small, marginBottom: "8px" }}>
        {organization !== null && `${organization} · `}
        {reference} · {content.headline}
      </p>
      <SeverityBlock severity={content.severity} words={content.severityBlock} />
      <Heading as="h1" className="text" style={name}>
        {content.name}
      </Heading>
      {changes !== null && <ChangeBox heading={changes.heading} lines={changes.lines} />}
      {open !== null && (
        <PrimaryButton link={open} label={language.openIncident(reference)} host={language.opens(open.host)} />
      )}
      {portal !== null && (
        <p className="text" style={{ ...text, marginTop: "14px" }}>
          <a href={portal.href} className="link" style={link}>
            {language.openInPortal}
          </a>{" "}
          ({portal.host})
        </p>
      )}
      <Facts facts={content.facts} />
      {alerts !== null && <AlertList heading={alerts.heading} lines={alerts.lines} more={alerts.more} />}
      <WhyFooter
        why={content.why}
        address={open === null ? null : { label: language.incidentAddress, url: open.href }}
        delivery={content.delivery}
      />
    </Layout>
  );
};

const name: Style = {
  margin: "14px 0 0",
  fontSize: "21px",
  lineHeight: "28px",
  fontWeight: 700,
  color: light.text,
  overflowWrap: "anywhere",
};
