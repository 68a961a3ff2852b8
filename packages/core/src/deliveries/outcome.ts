/**
 * What a transport answers to one attempt. *Rejected* speaks of the message and settles it;
 * *deferred* speaks of the road and never fails a delivery before the horizon;
 * *in doubt* means that the server may or may not have it (RFC 1047, RFC 5321 section 4.5.3.2.6).
 */
export type Outcome =
  | { readonly kind: "accepted"; readonly reply: string }
  | { readonly kind: "captured"; readonly reply: string }
  | {
      readonly kind: "deferred";
      readonly reason: string;
      readonly code: string | null;
      /** RFC 3463, such as `4.7.1`; null where the server gave none. */
      readonly enhancedCode: string | null;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: "rejected";
      readonly reason: string;
      readonly code: string | null;
      readonly enhancedCode: string | null;
    }
  | { readonly kind: "inDoubt"; readonly reason: string };

export type OutcomeKind = Outcome["kind"];
