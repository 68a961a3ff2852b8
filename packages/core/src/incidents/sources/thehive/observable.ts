import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceType } from "../../incident.ts";
import { type ForeignRecord, firstOf, own, readName, readNames, readWord } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { detailsAt, deviceEvidence, namedEvidence, someOf } from "../named-evidence.ts";

/** What the types of observables are here. Only `hostname` is a machine of one's own: names of domains are mostly others'. */
const types: Readonly<Record<string, EvidenceType>> = {
  hostname: "device",
  user: "user",
  username: "user",
  account: "user",
  ip: "ip",
  url: "url",
  domain: "url",
  fqdn: "url",
  mail: "mailbox",
  mail_subject: "mailMessage",
  "mail-subject": "mailMessage",
  file: "file",
  filename: "file",
  hash: "file",
};

/** An observable as evidence; none where it holds nothing. */
export const readObservable = (observable: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const dataType = readWord(own(observable, "datatype"))?.toLowerCase() ?? "";
  const type = Object.hasOwn(types, dataType) ? (types[dataType] ?? "other") : "other";
  const name = firstOf(readName(own(observable, "data")), readName(own(observable, "attachmentname")));
  const more = {
    tags: someOf(readNames(own(observable, "tags"))),
    details: detailsAt({ message: ["message"], dataType: type === "other" ? ["datatype"] : [] }, (key) =>
      own(observable, key),
    ),
  };
  return type === "device" ? deviceEvidence(name, digest, more) : namedEvidence(type, name, digest, more);
};
