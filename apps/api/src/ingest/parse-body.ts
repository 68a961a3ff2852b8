import type { SourceKind } from "@tocsin/core/incidents";
import type { Document } from "@tocsin/core/intake";
import { err, ok, type Result } from "@tocsin/core/kernel";

/** A body that cannot be taken apart, in words, with where its fault lies. */
export interface BodyFault {
  readonly path: string;
  readonly problem: string;
}

/** More documents than any sender's page holds; what is beyond is refused whole rather than cut. */
const documentsMax = 10_000;

/** Takes a body apart: NDJSON, an array, the kind's own envelope, or a single document. */
export const parseBody = (text: string, isNdjson: boolean, kind: SourceKind): Result<readonly Document[], BodyFault> => {
  const documents = isNdjson ? parseLines(text) : parseWhole(text, kind);
  if (documents.ok && documents.value.length > documentsMax) {
    return err({ path: "", problem: `holds ${documents.value.length} documents; at most ${documentsMax} are taken at once` });
  }
  return documents;
};

const parseWhole = (text: string, kind: SourceKind): Result<readonly Document[], BodyFault> => {
  const parsed = parseJson(text);
  if (!parsed.ok) return err({ path: "", problem: parsed.problem });
  const { value } = parsed;
  const members = Array.isArray(value) ? value : kind.open(value);
  // A single document keeps the sender's own text; only lists have to be written out again, member by member.
  if (members === null) return ok([{ value, text }]);
  return ok(members.map((member) => ({ value: member, text: JSON.stringify(member) ?? "null" })));
};

const parseLines = (text: string): Result<readonly Document[], BodyFault> => {
  const documents: Document[] = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const parsed = parseJson(line);
    if (!parsed.ok) return err({ path: `line ${index + 1}`, problem: parsed.problem });
    documents.push({ value: parsed.value, text: line });
  }
  return ok(documents);
};

const parseJson = (text: string): Result<unknown, string> => {
  try {
    // A byte order mark is no JSON (RFC 8259 section 8.1), but some senders put one there.
    return ok(JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text));
  } catch (error) {
    return err(`is not JSON: ${error instanceof Error ? error.message : "cannot be read"}`.slice(0, 300));
  }
};
