import { DomainError, type RefusalKind } from "../kernel/index.ts";
import type { Verb } from "./verbs.ts";

/** Ends a request that its caller may not make; remembers which right was missing. `because` is shown to him. */
export class Forbidden extends DomainError {
  readonly missing: Verb;

  constructor(missing: Verb, because: string) {
    const message = `${because.charAt(0).toUpperCase()}${because.slice(1)}`;
    super("forbidden", message, [], { kind: "rightNeeded" satisfies RefusalKind, values: { right: missing } });
    this.missing = missing;
  }
}
