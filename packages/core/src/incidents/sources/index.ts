import { z } from "zod";
import { withMapping } from "../mapping/with-mapping.ts";
import type { PlainKind, SourceKind } from "../source-kind.ts";
import { alertmanager } from "./alertmanager/index.ts";
import { awsGuardDuty } from "./aws-guardduty/index.ts";
import { awsSecurityHub } from "./aws-securityhub/index.ts";
import { crowdstrike } from "./crowdstrike/index.ts";
import { defenderXdr } from "./defender-xdr/index.ts";
import { elasticSecurity } from "./elastic-security/index.ts";
import { gcpScc } from "./gcp-scc/index.ts";
import { generic } from "./generic.ts";
import { githubSecurity } from "./github-security/index.ts";
import { graphSecurity } from "./graph-security/index.ts";
import { mdeAlerts } from "./mde-alerts.ts";
import { misp } from "./misp/index.ts";
import { ocsf } from "./ocsf/index.ts";
import { sentinel } from "./sentinel/index.ts";
import { splunk } from "./splunk/index.ts";
import { suricata } from "./suricata/index.ts";
import { thehive } from "./thehive/index.ts";
import { wazuh } from "./wazuh/index.ts";

/** Every kind of source. Adding one is adding a file here and a line below. */
const plainKinds: readonly PlainKind[] = [
  generic,
  graphSecurity,
  defenderXdr,
  mdeAlerts,
  sentinel,
  wazuh,
  alertmanager,
  elasticSecurity,
  splunk,
  crowdstrike,
  awsGuardDuty,
  awsSecurityHub,
  suricata,
  ocsf,
  misp,
  thehive,
  gcpScc,
  githubSecurity,
];

/** Every kind of source, with the settings that all of them have. */
export const sourceKinds: readonly SourceKind[] = plainKinds.map((kind) => withMapping(kind, generic));

export const sourceKindOf = (kind: string): SourceKind | undefined =>
  sourceKinds.find((candidate) => candidate.kind === kind);

/** What a source of the kind may be told, as JSON Schema: a form and its documentation can be made of it. */
export const settingsSchemaOf = ({ settings }: SourceKind): Record<string, unknown> => ({
  ...z.toJSONSchema(settings, { io: "input" }),
});
