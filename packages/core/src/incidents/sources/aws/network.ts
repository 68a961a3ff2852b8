import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import { type ForeignRecord, own, ownAt, readName, readRecord, readRecords, shortKey } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** Who was on the other side of what was done (`action`, with one object for each kind of action): addresses, names, ports probed. */
export const readActionEvidence = (action: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] =>
  Object.values(action ?? {}).flatMap((value) => {
    const details = readRecord(value);
    if (details === null) return [];
    const probes = readRecords(own(details, "portProbeDetails"));
    const domains = ["domain", "domainDetails.domain"].map((path) => ownAt(details, path));
    return [
      ...[details, ...probes].flatMap((place) => remoteOf(readRecord(own(place, "remoteIpDetails")))),
      ...domains.flatMap((domain) => domainOf(domain, digest)),
      ...Object.entries(readRecord(own(details, "affectedResources")) ?? {}).flatMap(([kind, id]) =>
        affectedOf(kind, id, digest),
      ),
    ];
  });

/** What an API call was made on, by the type that CloudFormation has for it. */
const affectedOf = (kind: string, id: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const name = readName(id);
  if (name === null) return [];
  if (/^aws:+iam:+user$/i.test(kind)) {
    const user = nameInArn(name);
    return [{ type: "user", key: shortKey(user.toLowerCase(), digest), facts: { name: user } }];
  }
  const facts = { name: nameInArn(name), ...detailsOf({ resourceType: kind.replace(/^aws/i, "AWS") }) };
  // Elsewhere in a finding a bucket goes by its ARN, which is made of its name.
  const key = /^aws:+s3:+bucket$/i.test(kind) && !name.startsWith("arn:") ? `arn:aws:s3:::${name}` : name;
  return [{ type: "cloudResource", key: shortKey(key.toLowerCase(), digest), facts }];
};

const remoteOf = (remote: ForeignRecord | null): readonly EvidenceSaid[] =>
  ["ipAddressV4", "ipAddressV6"].flatMap((key) =>
    ipOf(own(remote, key), {
      country: ownAt(remote, "country.countryName"),
      organization: ownAt(remote, "organization.org"),
    }),
  );

/** An address as evidence; none for what is no address. */
export const ipOf = (value: unknown, details: Readonly<Record<string, unknown>> = {}): readonly EvidenceSaid[] => {
  const name = readName(value);
  if (name === null || !/^[\da-f:.]+$/i.test(name) || !/[.:]/.test(name)) return [];
  return [{ type: "ip", key: name.toLowerCase(), facts: { name, ...detailsOf(details) } }];
};

/** A host name that was asked for or called. */
export const domainOf = (value: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const name = readName(value);
  return name === null ? [] : [{ type: "url", key: shortKey(name.toLowerCase(), digest), facts: { name } }];
};

/** Those of the details that say something. */
export const detailsOf = (
  details: Readonly<Record<string, unknown>>,
): Pick<EvidenceFacts, "details"> | Record<string, never> => {
  const named = Object.entries(details).flatMap(([label, value]) => {
    const text = readName(value);
    return text === null ? [] : [[label, text] as const];
  });
  return named.length === 0 ? {} : { details: Object.fromEntries(named) };
};

/** `key=value`, as people write tags, from a list of keys and values or from an object of them. */
export const tagsOf = (value: unknown): readonly string[] => {
  const pairs = readRecord(value)
    ? Object.entries(readRecord(value) ?? {})
    : readRecords(value).map((tag) => [own(tag, "key"), own(tag, "value")]);
  return pairs.flatMap(([key, text]) => {
    const name = readName(key);
    return name === null ? [] : (readName(`${name}=${readName(text) ?? ""}`) ?? []);
  });
};

/** `i-1` of `arn:aws:ec2:eu-west-1:1:instance/i-1`; what is no ARN stays as it is. */
export const nameInArn = (arn: string): string => {
  if (!arn.startsWith("arn:")) return arn;
  const resource = arn.split(":").slice(5).join(":");
  return resource.split("/").at(-1) || resource || arn;
};
