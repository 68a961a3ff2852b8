import { type Digest, isInRange } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  ownAt,
  readId,
  readList,
  readName,
  readRecord,
  readRecords,
  readWord,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import type { SuricataSettings } from "./settings.ts";

/** Both ends, and what the protocol that they spoke tells of: addresses, names, files, mails, users. */
export const readSuricataEvidence = (
  line: ForeignRecord,
  { homeNetworks }: SuricataSettings,
  digest: Digest,
): readonly EvidenceSaid[] => {
  const said = (type: EvidenceType, value: unknown, facts: Partial<EvidenceFacts> = {}) =>
    pieceOf(type, value, facts, digest);
  const addresses = [...["src_ip", "dest_ip", "xff", "http.xff"].map((path) => ownAt(line, path))].flatMap((value) => {
    const ip = readName(value);
    return ip === null ? [] : [ip];
  });
  return [
    ...addresses.filter((ip) => isHome(ip, homeNetworks)).flatMap((ip) => said("device", ip, { ips: [ip] })),
    ...addresses.flatMap((ip) => said("ip", ip)),
    ...said("url", webAddressOf(line)),
    ...namesIn(line).flatMap((name) => said("other", name, { details: { type: "domain" } })),
    ...filesIn(line).flatMap((file) => said("file", own(file, "filename") ?? own(file, "sha256"), hashesOf(file))),
    ...["smb.ntlmssp.user", "krb5.cname", "rdp.cookie"].flatMap((path) => userAt(line, path, digest)),
    ...mailsIn(line, digest),
  ];
};

/** Whether the address lies in one of our own networks. */
export const isHome = (ip: string, homeNetworks: readonly string[]): boolean =>
  homeNetworks.some((range) => isInRange(ip, range));

/** The address in the web that an HTTP transaction was for; null where the line tells of none. */
export const webAddressOf = (line: ForeignRecord): string | null => {
  const path = readName(ownAt(line, "http.url"));
  const host = readName(ownAt(line, "http.hostname"));
  if (path !== null && /^[a-z][a-z\d+.-]*:\/\//i.test(path)) return path;
  if (host === null) return null;
  return readName(`http://${host}${portOf(line)}${path?.startsWith("/") ? path : ""}`);
};

const portOf = (line: ForeignRecord): string => {
  const port = readWord(ownAt(line, "http.http_port"));
  return port === null || port === "80" ? "" : `:${port}`;
};

const maxNames = 50;

/** Names that were asked for: by DNS (in any version of the log), TLS and QUIC. */
const namesIn = (line: ForeignRecord): readonly string[] => {
  const asked = ["dns.query", "dns.queries", "dns.grouped"].flatMap((path) => readRecords(ownAt(line, path)));
  const values = [
    ownAt(line, "dns.rrname"),
    ...asked.map((query) => own(query, "rrname")),
    ownAt(line, "tls.sni"),
    ownAt(line, "quic.sni"),
  ];
  return [...new Set(values.flatMap((value) => readName(value) ?? []))].slice(0, maxNames);
};

const filesIn = (line: ForeignRecord): readonly ForeignRecord[] =>
  [...readRecords(own(line, "files")), ...readRecords(own(line, "fileinfo")), smbFile(line)]
    .filter((file) => file !== null)
    .slice(0, maxNames);

const smbFile = (line: ForeignRecord): ForeignRecord | null => {
  const filename = readName(ownAt(line, "smb.filename"));
  return filename === null ? null : { filename };
};

const hashesOf = (file: ForeignRecord): Partial<EvidenceFacts> => {
  const hashes = ["sha256", "sha1", "md5"].flatMap((name) => {
    const hash = readName(own(file, name));
    return hash === null ? [] : [[name, hash]];
  });
  return hashes.length === 0 ? {} : { details: Object.fromEntries(hashes) as Record<string, string> };
};

const userAt = (line: ForeignRecord, path: string, digest: Digest): readonly EvidenceSaid[] => {
  const domain = path.startsWith("smb")
    ? readName(ownAt(line, "smb.ntlmssp.domain"))
    : readName(ownAt(line, "krb5.realm"));
  const facts = factsSaid<EvidenceFacts>({ domain: domain ?? undefined });
  return pieceOf("user", ownAt(line, path), path === "rdp.cookie" ? {} : facts, digest);
};

const mailsIn = (line: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const email = readRecord(own(line, "email"));
  const addresses = ["from", "to", "cc"].flatMap((key) => readList(own(email, key)));
  return [
    ...pieceOf("mailMessage", own(email, "subject"), {}, digest),
    ...addresses.slice(0, maxNames).flatMap((address) => pieceOf("mailbox", addressIn(address), {}, digest)),
  ];
};

/** `Jo <jo@contoso.example>` is `jo@contoso.example`. */
const addressIn = (value: unknown): string | null => {
  const name = readName(value);
  return name === null ? null : (/<([^<>\s]+@[^<>\s]+)>\s*$/.exec(name)?.[1] ?? name);
};

const folding: ReadonlySet<EvidenceType> = new Set(["device", "ip", "user", "mailbox"]);

const pieceOf = (
  type: EvidenceType,
  value: unknown,
  facts: Partial<EvidenceFacts>,
  digest: Digest,
): readonly EvidenceSaid[] => {
  const name = readName(value);
  const id = readId(value, digest);
  if (name === null || id === null) return [];
  return [{ type, key: folding.has(type) ? id.toLowerCase() : id, facts: { name, ...facts } }];
};
