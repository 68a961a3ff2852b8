import { aFiringGroup, aGrafanaGroup, aGroupOfVersion3, aMixedGroup } from "./alertmanager/fixtures.ts";
import { aGuardDutyEvent, anAttackSequence, aPascalCaseFinding } from "./aws-guardduty/fixtures.ts";
import { aFailedControl, aSecurityHubEvent, aThreatFinding } from "./aws-securityhub/fixtures.ts";
import {
  aFalconAlert,
  aFalconIncident,
  aFalconStreamEvent,
  aLegacyDetection,
  anAuditEvent,
  aWorkflowBody,
} from "./crowdstrike/fixtures.ts";
import { aDefenderAlert, aDefenderIncident, everyEntity } from "./defender-xdr/fixtures.ts";
import { aClosedElasticHit, anElasticAlert, anOwnBody, aSignal, aThresholdAlert } from "./elastic-security/fixtures.ts";
import { aPush, aThreat } from "./gcp-scc/fixtures.ts";
import {
  aCodeScanningAlert,
  aDependabotAlert,
  anAdvisory,
  aPing,
  aSecretAlert,
  aSecretLocation,
} from "./github-security/fixtures.ts";
import { aGraphIncident, aLegacyAlert, anAlertV2, otherEvidence } from "./graph-security/fixtures.ts";
import { anMdeAlert } from "./mde-alerts.fixtures.ts";
import { aMispEvent, anAttributeMessage } from "./misp/fixtures.ts";
import { aDlpFinding, aFailedCheck, anIncidentFinding, anOcsfDetection, aSecurityFinding } from "./ocsf/fixtures.ts";
import {
  aPlaybooksBody,
  aSecurityAlertRow,
  aSecurityIncidentRow,
  aSentinelIncident,
  aSentinelTrigger,
} from "./sentinel/fixtures.ts";
import { aNotableEvent, aSplunkAlert, aSplunkCount } from "./splunk/fixtures.ts";
import { aFilebeatHit, aMailAlert, anEveAlert, anSmbAlert } from "./suricata/fixtures.ts";
import {
  aClosedCaseAudit,
  aHiveCase,
  anImportedAlertAudit,
  anObservableAudit,
  aTaskAudit,
} from "./thehive/fixtures.ts";
import {
  anIndexedAlert,
  aSyscheckAlert,
  aVirusTotalAlert,
  aWazuh5Finding,
  aWazuhAlert,
  aWindowsAlert,
} from "./wazuh/fixtures.ts";

const aGenericIncident = {
  externalId: "x-1",
  title: "Ransomware on srv-1",
  severity: "high",
  updatedAt: "2026-11-20T09:00:00.1234567Z",
  tags: ["plant-7"],
  alerts: [{ externalId: "a-1", title: "Many files renamed", evidence: [{ type: "device", name: "SRV-1" }] }],
};

/** Payloads that each kind can read. */
export const fixturesByKind: Readonly<Record<string, readonly unknown[]>> = {
  generic: [aGenericIncident],
  "graph-security": [aGraphIncident, { ...anAlertV2, evidence: otherEvidence }, aLegacyAlert],
  "defender-xdr": [aDefenderIncident, { ...aDefenderAlert, entities: everyEntity }, aGraphIncident],
  "mde-alerts": [anMdeAlert],
  sentinel: [aSentinelIncident, aSentinelTrigger, aSecurityAlertRow, aSecurityIncidentRow, aPlaybooksBody],
  alertmanager: [aFiringGroup, aMixedGroup, aGroupOfVersion3, aGrafanaGroup],
  "aws-guardduty": [aGuardDutyEvent, aPascalCaseFinding, anAttackSequence],
  "aws-securityhub": [aSecurityHubEvent, aThreatFinding, aFailedControl],
  "gcp-scc": [aThreat, aPush],
  "github-security": [aCodeScanningAlert, aDependabotAlert, aSecretAlert, aSecretLocation, anAdvisory, aPing],
  wazuh: [aWazuhAlert, anIndexedAlert, aSyscheckAlert, aVirusTotalAlert, aWindowsAlert, aWazuh5Finding],
  "elastic-security": [anElasticAlert, aClosedElasticHit, aSignal, aThresholdAlert, anOwnBody],
  thehive: [aHiveCase, aClosedCaseAudit, anObservableAudit, anImportedAlertAudit, aTaskAudit],
  splunk: [aSplunkAlert, aSplunkCount, aNotableEvent],
  crowdstrike: [aFalconAlert, aFalconStreamEvent, aLegacyDetection, aFalconIncident, aWorkflowBody, anAuditEvent],
  suricata: [anEveAlert, aMailAlert, anSmbAlert, aFilebeatHit],
  ocsf: [anOcsfDetection, aFailedCheck, anIncidentFinding, aSecurityFinding, aDlpFinding],
  misp: [aMispEvent, anAttributeMessage],
};
