import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import { readId, readName } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** Names that are the same in any letter case. A path or an address in the web is not. */
const folding: ReadonlySet<EvidenceType> = new Set(["device", "user", "mailbox", "ip"]);

/** One piece of evidence by its name; none where the name is nothing or a placeholder. */
export const pieceOf = (
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
