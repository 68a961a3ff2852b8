import type { Outcome } from "@tocsin/core/deliveries";

interface Codes {
  readonly code?: string | null;
  readonly enhancedCode?: string | null;
}

/** The road is closed: tried again until the horizon, and not before the server wants it. */
export const deferred = (
  reason: string,
  { code = null, enhancedCode = null, retryAfterMs = null }: Codes & { readonly retryAfterMs?: number | null } = {},
): Extract<Outcome, { readonly kind: "deferred" }> => ({ kind: "deferred", reason, code, enhancedCode, retryAfterMs });

/** The message is refused, for good. */
export const rejected = (reason: string, { code = null, enhancedCode = null }: Codes = {}): Outcome => ({
  kind: "rejected",
  reason,
  code,
  enhancedCode,
});

/** Nobody can know whether the far end has the mail. */
export const inDoubt = (reason: string): Outcome => ({ kind: "inDoubt", reason });
