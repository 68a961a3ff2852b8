import type { SourceKind } from "@tocsin/core/incidents";
import { type Document, parseJson, textOfMember } from "@tocsin/core/intake";
import { DomainError, err, ok, type Result } from "@tocsin/core/kernel";

/** A body that cannot be taken apart, in words, with where its fault lies. */
export interface BodyFault {
  readonly path: string;
  readonly problem: string;
}

/** A document of a body, or, among lines, the text of one that is no JSON and why. */
export type BodyPart = Document & { readonly fault?: BodyFault };

/** More than any sender's page holds. */
const partsMax = 10_000;

/** Takes a body apart: NDJSON, an array, the kind's own envelope, or a single document. */
export const parseBody = (text: string, isNdjson: boolean, kind: SourceKind): Result<readonly BodyPart[], BodyFault> =>
  isNdjson ? parseLines(text) : parseWhole(text, kind);

const refuseTooMany = (count: number): void => {
  if (count <= partsMax) return;
  throw new DomainError("tooLarge", `The body holds ${count} documents; send at most ${partsMax} at once`);
};

const parseWhole = (text: string, kind: SourceKind): Result<readonly BodyPart[], BodyFault> => {
  const parsed = parseJson(text);
  if (!parsed.ok) return err({ path: "", problem: parsed.problem });
  const { value } = parsed;
  const members = Array.isArray(value) ? value : kind.open(value);
  // A single document keeps the sender's own text; only lists have to be written out again, member by member.
  if (members === null) return ok([{ value, text }]);
  refuseTooMany(members.length);
  return ok(members.map((member) => ({ value: member, text: textOfMember(member) })));
};

/** One line that is no JSON does not cost the others theirs; where none is, the body is no NDJSON at all. */
const parseLines = (text: string): Result<readonly BodyPart[], BodyFault> => {
  const parts: BodyPart[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = parseJson(line);
    if (parsed.ok) parts.push({ value: parsed.value, text: line });
    else parts.push({ value: undefined, text: line, fault: { path: `line ${index + 1}`, problem: parsed.problem } });
  }
  refuseTooMany(parts.length);
  const [first] = parts;
  return first?.fault && parts.every(({ fault }) => fault !== undefined) ? err(first.fault) : ok(parts);
};
