import { canonical, type Digest } from "../kernel/index.ts";
import type { AuditEntry } from "./entry.ts";

/** The end of a chain: whoever keeps it elsewhere finds out later whether the chain was made anew. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyChain: ChainHead = { seq: 0, hash: "" };

/** What an entry's hash must be: over everything that it says, and so, by the hash before, over every entry before it. */
export const hashOf = (
  { hash: _hash, ...said }: Omit<AuditEntry, "hash"> & { hash?: string },
  digest: Digest,
): string => digest(canonical(said));

/** The first thing that is wrong with a chain. */
export interface ChainFault {
  readonly seq: number;
  readonly fault: "changed" | "missing" | "moved" | "cut";
  readonly words: string;
}

/** Looks at the next entry of a chain; answers the chain's end with it, or what is wrong. */
export const checkLink = (before: ChainHead, entry: AuditEntry, digest: Digest): ChainHead | ChainFault => {
  const { seq, previousHash, hash } = entry;
  const due = before.seq + 1;
  if (seq !== due) {
    return { seq: due, fault: "missing", words: `entry ${due} is missing: the next one is ${seq}` };
  }
  if (hashOf(entry, digest) !== hash) {
    return { seq, fault: "changed", words: `entry ${seq} is not what it was when it was written` };
  }
  if (previousHash !== before.hash) {
    return { seq, fault: "moved", words: `entry ${seq} does not follow from the one before it` };
  }
  return { seq, hash };
};

/** Whether a chain ends where it is said to; `kept` is its end as the database, or somebody else, has kept it. */
export const checkHead = (end: ChainHead, kept: ChainHead): ChainFault | null =>
  end.seq === kept.seq && end.hash === kept.hash
    ? null
    : { seq: end.seq + 1, fault: "cut", words: `the last entry is ${end.seq}, and should be ${kept.seq}` };

export const isFault = (found: ChainHead | ChainFault): found is ChainFault => "fault" in found;
