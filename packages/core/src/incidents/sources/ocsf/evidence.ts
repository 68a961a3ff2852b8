import type { Digest } from "../../../kernel/index.ts";
import { type ForeignRecord, own, ownAt, readList, readRecords } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { readObservables } from "./observables.ts";
import { pieceOf } from "./piece.ts";
import { emailIn, endpointIn, fileIn, processIn, resourceIn, urlIn, userIn } from "./things.ts";

/** What a finding points at: its resources, and whatever stands in it or in its evidences. */
export const readOcsfEvidence = (event: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const places = [event, ...["evidences", "evidence"].flatMap((key) => readRecords(own(event, key)))].slice(0, 200);
  const things = [
    ...["resources", "resource"]
      .flatMap((key) => readRecords(own(event, key)))
      .flatMap((one) => resourceIn(one, digest)),
    ...places.flatMap((place) => thingsIn(place, digest)),
  ];
  const known = new Set(things.map(({ type, key }) => `${type} ${key}`));
  const observables = readRecords(own(event, "observables")).flatMap((one) => readObservables(one, digest));
  // An observable names again what stands elsewhere, and knows less of it.
  return [...things, ...observables.filter(({ type, key }) => !known.has(`${type} ${key}`))];
};

const thingsIn = (place: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => [
  ...recordsAt(place, ["device", "src_endpoint", "dst_endpoint", "affected_devices"]).flatMap((one) =>
    endpointIn(one, digest),
  ),
  ...recordsAt(place, ["user", "actor.user", "process.user", "users", "src_endpoint.owner"]).flatMap((one) =>
    userIn(one, digest),
  ),
  ...recordsAt(place, ["process", "actor.process"]).flatMap((one) => processIn(one, digest)),
  ...recordsAt(place, ["file", "process.file", "actor.process.file", "files"]).flatMap((one) => fileIn(one, digest)),
  ...recordsAt(place, ["malware"]).flatMap((one) =>
    recordsAt(one, ["files", "file"]).flatMap((file) => fileIn(file, digest)),
  ),
  ...["url", "http_request.url"].flatMap((path) => urlIn(ownAt(place, path), digest)),
  ...recordsAt(place, ["email"]).flatMap((one) => emailIn(one, digest)),
  ...readList(ownAt(place, "query.hostname")).flatMap((name) =>
    pieceOf("other", name, { details: { type: "domain" } }, digest),
  ),
];

const recordsAt = (place: ForeignRecord, paths: readonly string[]): readonly ForeignRecord[] =>
  paths.flatMap((path) => readRecords(ownAt(place, path)));
