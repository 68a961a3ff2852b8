import {
  boundsProblem,
  type NormaliseContext,
  type Normalised,
  otherKindOf,
  type PayloadFault,
  type SourceKind,
} from "../incidents/index.ts";
import { err, type Result } from "../kernel/index.ts";

/** Reads a document in the words of a kind. Whatever it is, the answer is an incident, a reason to ignore it, or a fault. */
export const readDocument = (
  kind: SourceKind,
  context: NormaliseContext,
  value: unknown,
): Result<Normalised, PayloadFault> => {
  const outOfBounds = boundsProblem(value);
  if (outOfBounds) return err(outOfBounds);
  const other = otherKindOf(kind, value, context.settings);
  if (other !== null) return err(wrongKind(kind, other));
  try {
    return kind.normalise(value, context);
  } catch (error) {
    // A reader that breaks is our fault, not its sender's: the document is kept, and can be tried again after a fix.
    return err({ path: "", problem: `cannot be read: ${error instanceof Error ? error.message : "its reader broke"}` });
  }
};

/** It is kept as a problem, and one call moves it to a source of its own kind. */
const wrongKind = (kind: SourceKind, other: SourceKind): PayloadFault => ({
  path: "",
  problem: `looks like ${other.title} (${other.kind}), and this source is of the kind ${kind.kind}: move it to a source of that kind`,
  looksLike: other.kind,
});
