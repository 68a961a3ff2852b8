import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceType } from "../../incident.ts";
import { type ForeignRecord, readList, readName, readNames } from "../../read.ts";
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
import { find, valueAt } from "../wazuh/fields.ts";

/** Where Elastic's common schema keeps whom and what the event concerns. */
export const readElasticEvidence = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => [
  ...devicesIn(alert, digest),
  ...["user", "user.target", "user.effective", "source.user", "destination.user", "client.user"].flatMap((path) =>
    userAt(alert, path, digest),
  ),
  ...simple.flatMap(([type, path]) => namedEvidences(type, valueAt(alert, path), digest)),
  ...fileIn(alert, digest),
  ...processIn(alert, digest),
];

const simple: readonly (readonly [EvidenceType, string])[] = [
  ["ip", "source.ip"],
  ["ip", "destination.ip"],
  ["ip", "client.ip"],
  ["ip", "server.ip"],
  ["url", "url.full"],
  ["url", "url.original"],
  ["mailbox", "email.from.address"],
  ["mailbox", "email.to.address"],
  ["mailMessage", "email.subject"],
  ["cloudResource", "cloud.instance.id"],
];

/** Several names are several machines, of which the document says no more. */
const devicesIn = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const names = find(alert, ["host.name", "host.hostname"], (value) => {
    const list = readNames(value);
    return list.length === 0 ? null : list;
  });
  const [name, ...others] = names ?? [];
  const ips = readNames(valueAt(alert, "host.ip"));
  const first = deviceEvidence(name, digest, {
    os: find(alert, ["host.os.full", "host.os.name"], readName),
    domain: find(alert, ["host.domain"], readName),
    ips: someOf(name !== undefined && isAddress(name) ? [name, ...ips] : ips),
    details: detailsAt({ agentId: ["agent.id"] }, (path) => valueAt(alert, path)),
  });
  return [...first, ...others.slice(0, 200).flatMap((other) => deviceEvidence(other, digest))];
};

const userAt = (alert: ForeignRecord, path: string, digest: Digest): readonly EvidenceSaid[] => {
  const domain = find(alert, [`${path}.domain`], (value) => readFilled(value, digest));
  const sid = readName(valueAt(alert, `${path}.id`));
  const names = readList(valueAt(alert, `${path}.name`) ?? valueAt(alert, `${path}.email`)).slice(0, 200);
  return names.flatMap((value) => {
    const name = readFilled(value, digest);
    if (name === null) return [];
    const whole = domain === undefined || /[\\@]/.test(name) ? name : `${domain}\\${name}`;
    // The fields beside a list are those of nobody in particular.
    const details = names.length === 1 && sid !== null ? { id: sid } : undefined;
    return namedEvidence("user", whole, digest, { domain, details });
  });
};

const hashes = (path: string) => ({
  sha256: [`${path}.hash.sha256`],
  sha1: [`${path}.hash.sha1`],
  md5: [`${path}.hash.md5`],
});

const fileIn = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const paths = ["file.path", "file.name", "file.hash.sha256", "file.hash.sha1", "file.hash.md5"];
  const details = detailsAt(hashes("file"), (path) => valueAt(alert, path));
  return namedEvidence(
    "file",
    find(alert, paths, (value) => readFilled(firstIn(value), digest)),
    digest,
    { details },
  );
};

const processIn = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const labels = { commandLine: ["process.command_line"], processId: ["process.pid"], ...hashes("process") };
  const details = detailsAt(labels, (path) => firstIn(valueAt(alert, path)));
  const name = find(alert, ["process.executable", "process.name"], (value) => readFilled(firstIn(value), digest));
  return namedEvidence("process", name, digest, { details });
};

const firstIn = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
