import { AlertList } from "../../components/alert-list.tsx";
import { ChangeBox } from "../../components/change-box.tsx";
import { Facts } from "../../components/facts.tsx";
import { Layout } from "../../components/layout.tsx";
import { Notice } from "../../components/notice.tsx";
import { PrimaryButton } from "../../components/primary-button.tsx";
import { ResponseLinks } from "../../components/response-links.tsx";
import { SeverityBlock } from "../../components/severity-block.tsx";
import { WhyFooter } from "../../components/why-footer.tsx";
import { light, link, type Style, sized, small, text } from "../../theme.ts";
import type { IncidentContent } from "./content.ts";

/** The mail on a phone at three in the morning: severity, name, what changed and the button before the first scroll. */
export const IncidentTemplate = ({ content }: { readonly content: IncidentContent }) => {
  const { alerts, changes, language, notice, open, organization, portal, reference } = content;
  return (
    <Layout lang={language.tag} title={content.subject} preheader={content.preheader}>
      {notice !== null && <Notice sentence={notice} />}
      <p className="muted" style={kind}>
        {`${organization === null ? "" : `${organization} · `}${reference} · ${content.headline}`}
      </p>
      <SeverityBlock severity={content.severity} words={content.severityBlock} />
      <h1 className="text" style={name}>
        {content.name}
      </h1>
      {changes !== null && <ChangeBox heading={changes.heading} lines={changes.lines} />}
      {open !== null && (
        <PrimaryButton link={open} label={language.openIncident(reference)} host={language.opens(open.host)} />
      )}
      {portal !== null && (
        <p className="text" style={portalLine}>
          <a className="link" style={link} href={portal.href}>
            {language.openInPortal}
          </a>{" "}
          ({portal.host})
        </p>
      )}
      <ResponseLinks links={content.responses} />
      <Facts facts={content.facts} />
      {alerts !== null && <AlertList heading={alerts.heading} lines={alerts.lines} more={alerts.more} />}
      <WhyFooter
        why={content.why}
        stop={content.stop}
        address={open === null ? null : { label: language.incidentAddress, url: open.href }}
        delivery={content.delivery}
      />
    </Layout>
  );
};

const kind: Style = { ...small, margin: "0 0 8px" };
const portalLine: Style = { ...text, margin: "14px 0 0" };
const name: Style = {
  margin: "14px 0 0",
  ...sized(21, 28),
  fontWeight: 700,
  color: light.text,
};
