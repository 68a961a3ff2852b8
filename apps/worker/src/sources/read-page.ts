import type { SourceKind } from "@tocsin/core/incidents";
import { type Document, textOfMember } from "@tocsin/core/intake";
import type { Digest, Instant } from "@tocsin/core/kernel";
import type { Page, PageEntry } from "@tocsin/core/sources";

/** A page of a list: its entries as the walk knows them, and as they are taken in. */
export interface ReadPage extends Page {
  readonly entries: readonly PageEntry[];
  readonly documents: readonly Document[];
}

/** Null where the answer is no page. */
export const readPage = (
  kind: SourceKind,
  answer: { readonly value: unknown; readonly serverTime: Instant | null },
  digest: Digest,
): ReadPage | null => {
  const members = kind.open(answer.value);
  if (members === null) return null;
  const documents = members.map((value) => ({ value, text: textOfMember(value) }));
  const entries = documents.map(({ value, text }) => {
    const hash = digest(text).slice(0, 16);
    const { id = null, at = null } = kind.poll?.identify(value) ?? {};
    // What names itself in no way is known by its content, so that it is a problem once, not at every poll.
    return { id: id ?? `#${hash}`, at: at ?? answer.serverTime, digest: hash };
  });
  return { documents, entries, link: linkOf(answer.value), serverTime: answer.serverTime };
};

const linkOf = (value: unknown): string | null => {
  const link = (value as { readonly "@odata.nextLink"?: unknown })["@odata.nextLink"];
  return typeof link === "string" && link !== "" ? link : null;
};
