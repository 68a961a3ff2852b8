import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import { type ForeignRecord, factsSaid, own, readName, readText, readUrl, shortKey } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import type { AlertmanagerSettings } from "./settings.ts";

/** What an alert's labels point at: the machine that is watched, or the address of a probe, and a user. */
export const readLabelEvidence = (
  labels: ForeignRecord | null,
  settings: AlertmanagerSettings,
  digest: Digest,
): readonly EvidenceSaid[] => [...targetOf(labels, settings, digest), ...userOf(labels, digest)];

const targetOf = (
  labels: ForeignRecord | null,
  { deviceLabels, deviceGroupLabel }: AlertmanagerSettings,
  digest: Digest,
): readonly EvidenceSaid[] => {
  const target = deviceLabels.map((label) => readName(own(labels, label))).find((name) => name !== null);
  if (target === undefined || target === null) return [];
  const url = readUrl(target);
  if (url !== null) return [{ type: "url", key: shortKey(url, digest), facts: { name: target } }];
  const name = withoutPort(target);
  return [
    {
      type: "device",
      key: shortKey(name.toLowerCase(), digest),
      facts: factsSaid<EvidenceFacts>({
        name,
        sourceGroup: deviceGroupLabel === null ? undefined : readName(own(labels, deviceGroupLabel)),
        domain: domainOf(name),
        tags: labelTags(labels),
        ips: isAddress(name) ? [name] : undefined,
      }),
    },
  ];
};

const userOf = (labels: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] => {
  const name = readName(own(labels, "user")) ?? readName(own(labels, "username"));
  return name === null ? [] : [{ type: "user", key: shortKey(name.toLowerCase(), digest), facts: { name } }];
};

/** `srv-1:9100` is srv-1, `[2001:db8::1]:9100` is 2001:db8::1, and a bare IPv6 address has no port. */
const withoutPort = (target: string): string => {
  const bracketed = /^\[([\da-f:.]+)\](?::\d+)?$/i.exec(target)?.[1];
  return bracketed ?? /^([^:\s]+):\d{1,5}$/.exec(target)?.[1] ?? target;
};

const isAddress = (name: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^[\da-f:.]*:[\da-f:.]*$/i.test(name);

const domainOf = (name: string): string | undefined =>
  isAddress(name) ? undefined : /^[^.\s]+\.(.*[a-z].*)$/i.exec(name)?.[1];

/** Labels as people write them in a matcher: `env=prod`. The alert's name is none of them. */
export const labelTags = (labels: ForeignRecord | null): readonly string[] =>
  Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const text = readText(value);
    const tag = key === "alertname" || text === null ? null : readName(`${key}=${text}`);
    return tag ?? [];
  });
