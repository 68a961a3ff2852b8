import { DomainError } from "../kernel/index.ts";
import type { Verb } from "./verbs.ts";

/** Ends a request that its caller may not make; remembers which right was missing. `because` is shown to him. */
export class Forbidden extends DomainError {
  readonly missing: Verb;

  constructor(missing: Verb, because: string) {
    super("forbidden", `${because.charAt(0).toUpperCase()}${because.slice(1)}`);
    this.missing = missing;
  }
}
