/** An outcome that is stored or shown as a fact, where an exception would lose it. */
export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });

export const err = <Problem>(problem: Problem): Result<never, Problem> => ({ ok: false, problem });
