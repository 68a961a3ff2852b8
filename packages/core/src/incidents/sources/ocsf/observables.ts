import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceType } from "../../incident.ts";
import { type ForeignRecord, own, readText } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { pieceOf } from "./piece.ts";

/** What the numbers of `type_id` stand for, where we have a type for it. */
const types: ReadonlyMap<string, EvidenceType> = new Map([
  ["1", "device"],
  ["2", "ip"],
  ["4", "user"],
  ["5", "mailbox"],
  ["6", "url"],
  ["7", "file"],
  ["9", "process"],
  ["10", "cloudResource"],
  ["45", "file"],
]);

/** Of an observable that only repeats a whole object (type ids 20 to 27) the object itself is read, where it stands. */
export const readObservables = (observable: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const type = types.get(readText(own(observable, "type_id"))?.trim() ?? "");
  return type === undefined ? [] : pieceOf(type, own(observable, "value"), {}, digest);
};
