import {
  boundsProblem,
  type NormaliseContext,
  type Normalised,
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
  try {
    return kind.normalise(value, context);
  } catch (error) {
    // A reader that breaks is our fault, not its sender's: the document is kept, and can be tried again after a fix.
    return err({ path: "", problem: `cannot be read: ${error instanceof Error ? error.message : "its reader broke"}` });
  }
};
