import { own, readRecord } from "./read.ts";
import type { SourceKind } from "./source-kind.ts";
import { sourceKinds } from "./sources/index.ts";

/** How many documents of a body are looked at to see whose it is. */
const lookedAt = 5;

/** The kinds of source that a body, or one document of it, is certainly of; none where it might be anybody's. */
export const kindsLike = (body: unknown): readonly SourceKind[] =>
  sourceKinds.filter((kind) => membersOf(kind, body).some((member) => recognises(kind, member)));

/**
 * The kind that a document is of, where it is plainly not of this one: it has what only the other's documents have, and
 * nothing of this one's. Null where there is no such kind, and where the source says itself how its documents are read.
 */
export const otherKindOf = (kind: SourceKind, document: unknown, settings: unknown): SourceKind | null => {
  const record = readRecord(document);
  if (record !== null && (kind.recognises(record) || kind.takesToo?.(record))) return null;
  if (isMapped(settings)) return null;
  return kindsLike(document).find((other) => other.kind !== kind.kind) ?? null;
};

const isMapped = (settings: unknown): boolean =>
  own(readRecord(own(readRecord(settings), "mapping")), "when") === "always";

const membersOf = (kind: SourceKind, body: unknown): readonly unknown[] =>
  (Array.isArray(body) ? body : (kind.open(body) ?? [body])).slice(0, lookedAt);

const recognises = (kind: SourceKind, document: unknown): boolean => {
  const record = readRecord(document);
  return record !== null && kind.recognises(record);
};
