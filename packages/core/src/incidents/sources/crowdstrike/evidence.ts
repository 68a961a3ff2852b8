import type { Digest } from "../../../kernel/index.ts";
import { type ForeignRecord, own, readList, readName, readNames, readText } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import {
  detailsAt,
  deviceEvidence,
  firstAt,
  namedEvidence,
  namedEvidences,
  readFilled,
  someOf,
} from "../named-evidence.ts";
import type { FalconDocument } from "./document.ts";

/** The machines, the users and the processes of a detection. */
export const readFalconEvidence = (
  { fields, behaviors, hosts }: FalconDocument,
  digest: Digest,
): readonly EvidenceSaid[] => {
  const devices = [fields, ...hosts].flatMap((holder) => deviceIn(holder, digest));
  // An address stands for the machine only where nothing else does.
  const addresses = devices.length > 0 ? [] : namedEvidences("ip", own(fields, "localip"), digest);
  return [
    ...devices,
    ...namedEvidence("device", firstAt(fields, ["targetendpointhostname"], readName), digest),
    ...addresses,
    ...[fields, ...behaviors].flatMap((holder) => [...userIn(holder, digest), ...processIn(holder, digest)]),
    ...namedEvidences("user", own(fields, "users"), digest),
    ...namedEvidence("ip", firstAt(fields, ["sourceendpointipaddress", "sourceendpointaddressip4"], readName), digest),
    ...[fields, ...behaviors].flatMap((holder) => indicatorIn(holder, digest)),
    ...["sha256hashes", "md5hashes"].flatMap((key) => namedEvidences("file", wordsIn(own(fields, key)), digest)),
  ];
};

const hostNames = ["hostname", "computername", "devicehostname", "sourceendpointhostname", "endpointname", "hostnames"];
const agentIds = ["agentid", "agentidstring", "sensorid", "deviceid", "devicedeviceid", "aid", "hostid", "sensorids"];

/** The name of the machine on which it was seen. */
export const hostOf = ({ fields, hosts }: FalconDocument, digest: Digest): string | undefined =>
  [fields, ...hosts]
    .map((holder) => firstAt(holder, hostNames, (value) => readFilled(firstIn(value), digest)))
    .find((name) => name !== undefined);

const firstIn = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const deviceIn = (holder: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const named = firstAt(holder, hostNames, (value) => readFilled(firstIn(value), digest));
  const agentId = firstAt(holder, agentIds, (value) => readFilled(value, digest));
  const name = named ?? (agentId && `agent ${agentId}`);
  const groups = ["hostgroups", "devicegroups", "groups"].flatMap((key) => wordsIn(own(holder, key)));
  const tags = [...groups, ...["devicetags"].flatMap((key) => wordsIn(own(holder, key)))];
  const ips = ["localip", "devicelocalip", "externalip", "deviceexternalip", "endpointip"].flatMap((key) =>
    readNames(own(holder, key)),
  );
  return deviceEvidence(name, digest, {
    sourceGroup: groups[0],
    os: firstAt(holder, ["deviceosversion", "osversion", "deviceplatformname", "platformname", "platform"], readName),
    domain: firstAt(holder, ["machinedomain", "devicemachinedomain"], (value) => readFilled(value, digest)),
    tags: someOf(tags),
    ips: someOf(ips),
    details: detailsAt({ agentId: agentIds }, (key) => own(holder, key)),
  });
};

/** A list, or, in the stream, a text with commas. */
const wordsIn = (value: unknown): readonly string[] =>
  readNames(readList(value).flatMap((entry) => (readText(entry) ?? "").slice(0, 10_000).split(",")));

const userIn = (holder: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const names = ["username", "sourceaccountupn", "userprincipal", "sourceaccountname", "sourceaccountsamaccountname"];
  const name = firstAt(holder, names, (value) => readFilled(value, digest));
  const details = detailsAt({ sid: ["userid", "sourceaccountobjectsid"] }, (key) => own(holder, key));
  const domain = firstAt(holder, ["logondomain", "sourceaccountdomain"], (value) => readFilled(value, digest));
  return namedEvidence("user", name, digest, { domain, details });
};

const hashes = {
  sha256: ["sha256string", "sha256"],
  sha1: ["sha1string", "sha1"],
  md5: ["md5string", "md5"],
} as const;

const processIn = (holder: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const details = detailsAt(
    {
      commandLine: ["commandline", "cmdline"],
      processId: ["localprocessid"],
      ...hashes,
      parentCommandLine: ["parentcommandline", "parentdetailscmdline"],
      action: ["patterndispositiondescription"],
    },
    (key) => own(holder, key),
  );
  return namedEvidence("process", pathOf(holder, digest), digest, { details });
};

/** The path of the file, which some senders cut before its name. */
const pathOf = (holder: ForeignRecord, digest: Digest): string | undefined => {
  const file = firstAt(holder, ["filename"], (value) => readFilled(value, digest));
  const path = firstAt(holder, ["filepath"], (value) => readFilled(value, digest));
  if (path === undefined || file === undefined) return path ?? file;
  if (path.toLowerCase().endsWith(file.toLowerCase())) return path;
  return /[\\/]$/.test(path) ? `${path}${file}` : file;
};

/** The indicator of compromise that was met, where it is one that people know by sight. */
const indicatorIn = (holder: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const kind = firstAt(holder, ["ioctype"], readName)?.toLowerCase() ?? "";
  const value = own(holder, "iocvalue");
  if (kind.includes("domain") || kind.includes("url")) return namedEvidence("url", value, digest);
  if (kind.includes("ip")) return namedEvidence("ip", value, digest);
  return kind.includes("hash") || kind.includes("file") ? namedEvidence("file", value, digest) : [];
};
