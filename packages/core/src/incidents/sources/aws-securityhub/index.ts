import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { findingOf, openFindings, otherEvent, readAwsMessage } from "../aws/message.ts";
import { settingsOf } from "../settings.ts";
import { awsSecurityhubConnect } from "./connect.ts";
import { readSecurityHubFinding } from "./finding.ts";
import { securityHubSettings } from "./settings.ts";
import { complianceOf, statusOf } from "./vocabulary.ts";

/** AWS Security Hub: findings in the AWS Security Finding Format, whichever product found them. */
export const awsSecurityHub: PlainKind = {
  kind: "aws-securityhub",
  title: "AWS Security Hub",
  description: "Findings of Security Hub CSPM (ASFF), from EventBridge (also through SNS) or from its API.",
  settings: securityHubSettings,
  connect: awsSecurityhubConnect,

  open: openFindings,

  recognises: (document) => {
    const message = readAwsMessage(document);
    if (!message.ok) return false;
    const { event } = message.value;
    if (/security ?hub/i.test(`${event?.source} ${event?.detailType}`)) return true;
    const finding = findingOf(message.value);
    return (
      finding.ok &&
      (hasAny(finding.value, ["productArn"]) ||
        (hasAny(finding.value, ["awsAccountId"]) &&
          hasAny(finding.value, ["compliance", "productFields", "generatorId"])))
    );
  },

  normalise: (payload, context) => {
    const message = readAwsMessage(payload);
    if (!message.ok) return message;
    const other = otherEvent(message.value.event, isSecurityHubs);
    if (other !== null) return ok({ kind: "ignored", externalId: null, reason: other });
    const read = findingOf(message.value);
    if (!read.ok) return read;
    const finding = read.value;
    if (Object.hasOwn(finding, "finding_info")) {
      return err({ path: "", problem: "is a finding in OCSF, and none in the AWS Security Finding Format" });
    }
    if (!isFinding(finding)) return err({ path: "", problem: "is no finding: it has neither an Id nor a Title" });
    const harmless = passedCheck(finding);
    if (harmless !== null) return ok({ kind: "ignored", externalId: null, reason: harmless });
    const settings = settingsOf(securityHubSettings, context.settings);
    return ok({ kind: "incident", incident: readSecurityHubFinding(finding, settings, context) });
  },
};

const isSecurityHubs = ({ source, detailType }: { readonly source: string; readonly detailType: string }): boolean =>
  /^(?:aws\.securityhub)?$/i.test(source) && /^(?:Security Hub Findings - .*|Findings Imported V2)?$/i.test(detailType);

const isFinding = (finding: ForeignRecord): boolean => ["id", "title"].some((key) => !isNothing(own(finding, key)));

/** Why a check is no detection; null for one that failed, and for the word that one which had failed is over. */
const passedCheck = (finding: ForeignRecord): string | null => {
  const compliance = complianceOf(finding);
  if (compliance !== "PASSED" && compliance !== "NOT_AVAILABLE") return null;
  if (statusOf(finding)?.value === "resolved") return null;
  return compliance === "PASSED" ? "The check passed" : "The check could not be made";
};
