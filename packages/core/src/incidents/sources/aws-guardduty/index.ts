import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, isNothing, own, readRecord, readText } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { findingOf, openFindings, otherEvent, readAwsMessage } from "../aws/message.ts";
import { settingsOf } from "../settings.ts";
import { awsGuarddutyConnect } from "./connect.ts";
import { readGuardDutyFinding } from "./finding.ts";
import { guardDutySettings } from "./settings.ts";

/** Amazon GuardDuty: findings as EventBridge hands them on, as its API lists them, or bare. */
export const awsGuardDuty: PlainKind = {
  kind: "aws-guardduty",
  title: "Amazon GuardDuty",
  description: "Findings of GuardDuty, from EventBridge (also through SNS) or from its API.",
  settings: guardDutySettings,
  connect: awsGuarddutyConnect,

  open: openFindings,

  recognises: (document) => {
    const message = readAwsMessage(document);
    if (!message.ok) return false;
    const { event } = message.value;
    if (/guardduty/i.test(`${event?.source} ${event?.detailType}`)) return true;
    const finding = findingOf(message.value);
    if (!finding.ok) return false;
    const service = readRecord(own(finding.value, "service"));
    const names = `${readText(own(finding.value, "arn")) ?? ""} ${readText(own(service, "serviceName")) ?? ""}`;
    return /guardduty/i.test(names) || !isNothing(own(service, "detectorId"));
  },

  normalise: (payload, context) => {
    const message = readAwsMessage(payload);
    if (!message.ok) return message;
    const other = otherEvent(message.value.event, isGuardDutys);
    if (other !== null) return ok({ kind: "ignored", externalId: null, reason: other });
    const finding = findingOf(message.value);
    if (!finding.ok) return finding;
    if (!isFinding(finding.value)) {
      return err({ path: "", problem: "is no finding of GuardDuty: it has neither a type nor a title" });
    }
    const settings = settingsOf(guardDutySettings, context.settings);
    return ok({ kind: "incident", incident: readGuardDutyFinding(finding.value, settings, context) });
  },
};

const isGuardDutys = ({ source, detailType }: { readonly source: string; readonly detailType: string }): boolean =>
  /^(?:aws\.guardduty)?$/i.test(source) && /^(?:GuardDuty Finding)?$/i.test(detailType);

const isFinding = (finding: ForeignRecord): boolean => ["type", "title"].some((key) => !isNothing(own(finding, key)));
