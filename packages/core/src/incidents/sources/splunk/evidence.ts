import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceType } from "../../incident.ts";
import { type ForeignRecord, readList, readName } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import {
  detailsAt,
  deviceEvidence,
  isAddress,
  namedEvidence,
  namedEvidences,
  readFilled,
  someOf,
} from "../named-evidence.ts";
import { valueAt } from "../wazuh/fields.ts";
import type { SplunkSettings } from "./settings.ts";

/** What a row of results points at: the machine, and what Splunk's common information model has names for. */
export const readSplunkEvidence = (
  result: ForeignRecord,
  settings: SplunkSettings,
  digest: Digest,
): readonly EvidenceSaid[] => [
  ...devicesIn(result, settings, digest),
  ...simple.flatMap(([type, fields]) =>
    fields.flatMap((field) => namedEvidences(type, valueAt(result, field), digest)),
  ),
  ...withDetails(result, "process", ["process_path", "process", "process_name"], digest),
  ...withDetails(result, "file", ["file_path", "file_name", "file_hash"], digest),
];

const simple: readonly (readonly [EvidenceType, readonly string[]])[] = [
  ["user", ["user", "src_user", "dest_user", "user_name", "username", "Account_Name", "TargetUserName", "user_id"]],
  ["ip", ["src", "src_ip", "dest", "dest_ip", "dvc", "dvc_ip", "clientip", "client_ip", "ip", "risk_object"]],
  ["url", ["url"]],
  ["mailbox", ["recipient", "sender", "src_user_email"]],
  ["mailMessage", ["subject"]],
];

/** The field that names the machine, and, of a risk notable, the system that is at risk. */
const devicesIn = (result: ForeignRecord, settings: SplunkSettings, digest: Digest): readonly EvidenceSaid[] => {
  const names = deviceNames(result, settings, digest);
  const address = ["dest_ip", "dvc_ip", "host_ip"].flatMap((field) => readName(valueAt(result, field)) ?? []);
  const ips = someOf(names.length === 1 ? address.filter(isAddress) : []);
  return names.slice(0, 200).flatMap((name) => deviceEvidence(name, digest, { ips }));
};

/** The names of the first device field that holds any; addresses are none. */
export const deviceNames = (
  result: ForeignRecord,
  { deviceFields }: SplunkSettings,
  digest: Digest,
): readonly string[] => {
  const atRisk = readName(valueAt(result, "risk_object_type")) === "system" ? ["risk_object"] : [];
  // The host of a notable event is the search head that wrote it.
  const fields = isNotable(result) ? deviceFields.filter((field) => field !== "host") : deviceFields;
  for (const field of [...atRisk, ...fields]) {
    const names = readList(valueAt(result, field)).flatMap((value) => readFilled(value, digest) ?? []);
    const machines = names.filter((name) => !isAddress(name));
    if (machines.length > 0) return machines;
  }
  return [];
};

/** Whether the row is a notable event of Enterprise Security, which has an id, a status and an owner. */
export const isNotable = (result: ForeignRecord): boolean =>
  readName(valueAt(result, "event_id")) !== null &&
  ["rule_name", "rule_title", "rule_id", "security_domain"].some((field) => readName(valueAt(result, field)) !== null);

const labels = {
  process: { commandLine: ["process_exec", "CommandLine"], processId: ["process_id", "pid"], sha256: ["process_hash"] },
  file: { sha256: ["file_hash", "sha256"], sha1: ["sha1"], md5: ["md5"] },
} as const;

const withDetails = (
  result: ForeignRecord,
  type: "process" | "file",
  fields: readonly string[],
  digest: Digest,
): readonly EvidenceSaid[] => {
  const name = fields.map((field) => readFilled(valueAt(result, field), digest)).find((found) => found !== null);
  const details = detailsAt(labels[type], (field) => valueAt(result, field));
  return namedEvidence(type, name, digest, { details });
};
