import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  readId,
  readList,
  readName,
  readNames,
  readRecord,
  readText,
  shortKey,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { find, valueAt } from "./fields.ts";

/**
 * The machine on which it was seen: the agent, and where the manager itself (agent 000) speaks for a machine that only
 * sends it logs, that one too.
 */
export const readDevices = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const agent = agentOf(alert, digest);
  const sender = isManagers(alert) ? senderOf(alert, digest) : null;
  return [agent, sender].filter((device) => device !== null);
};

const isManagers = (alert: ForeignRecord): boolean =>
  ["000", "0"].includes(find(alert, ["agent.id", "wazuh.agent.id"], readText) ?? "");

const agentOf = (alert: ForeignRecord, digest: Digest): EvidenceSaid | null => {
  const id = find(alert, ["agent.id", "wazuh.agent.id"], (value) => readId(value, digest));
  const name =
    find(alert, ["agent.name", "wazuh.agent.name", "wazuh.agent.host.hostname", "host.name"], readName) ??
    (id === undefined ? undefined : `agent ${id}`);
  if (name === undefined) return null;
  const groups = readNames(
    ["wazuh.agent.groups", "agent.groups", "agent.group"].flatMap((path) => readList(valueAt(alert, path))),
  );
  const labels = readRecord(valueAt(alert, "agent.labels"));
  return {
    type: "device",
    key: shortKey(name.toLowerCase(), digest),
    facts: factsSaid<EvidenceFacts>({
      name,
      sourceGroup: (labels && find(labels, ["group"], readName)) ?? groups[0],
      os: find(alert, ["agent.os.name", "wazuh.agent.host.os.name", "agent.host.os.name", "host.os.name"], readName),
      domain: /^[^.\s]+\.(.*[a-z].*)$/i.exec(name)?.[1],
      tags: tagsOf(groups, labels),
      ips: ipsOf(alert),
      details: id === undefined ? undefined : { agentId: id },
    }),
  };
};

const tagsOf = (groups: readonly string[], labels: ForeignRecord | null): readonly string[] | undefined => {
  const labelled = Object.entries(labels ?? {}).flatMap(([label, value]) => {
    const text = readName(value);
    return text === null ? [] : (readName(`${label}=${text}`) ?? []);
  });
  const tags = [...new Set([...groups, ...labelled])];
  return tags.length === 0 ? undefined : tags;
};

const ipsOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const ips = find(alert, ["agent.ip", "wazuh.agent.host.ip", "agent.host.ip", "host.ip"], (value) => {
    const names = readNames(value).filter((ip) => ip.toLowerCase() !== "any");
    return names.length === 0 ? null : names;
  });
  return ips;
};

const senderOf = (alert: ForeignRecord, digest: Digest): EvidenceSaid | null => {
  const name = find(alert, ["predecoder.hostname", "observer.hostname"], readName);
  const manager = find(alert, ["manager.name", "agent.name", "wazuh.agent.name"], readName);
  if (name === undefined || name.toLowerCase() === manager?.toLowerCase()) return null;
  return { type: "device", key: shortKey(name.toLowerCase(), digest), facts: { name } };
};
