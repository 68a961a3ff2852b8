/** Why a request cannot be served. Everything that is stored or shown as a fact is a value instead. */
export const domainErrorCodes = [
  "malformed",
  "unauthenticated",
  "forbidden",
  "notFound",
  "methodNotAllowed",
  "conflict",
  "preconditionFailed",
  "preconditionRequired",
  "tooLarge",
  "unsupportedMediaType",
  "invalid",
  "tooManyRequests",
  "unavailable",
] as const;

export type DomainErrorCode = (typeof domainErrorCodes)[number];

/** One fault in a request body: `path` leads to the field (`recipients.0.address`). */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/** Which refusal it is, and what its words are filled in with: for who says it in another language. */
export interface RefusalReason {
  readonly kind: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Ends a request; translated to HTTP in one place. `message` is shown to the caller. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainErrorCode;
  readonly faults: readonly FieldFault[];
  /** Null where it has words of its own only. */
  readonly reason: RefusalReason | null;

  constructor(
    code: DomainErrorCode,
    message: string,
    faults: readonly FieldFault[] = [],
    reason: RefusalReason | null = null,
  ) {
    super(message);
    this.code = code;
    this.faults = faults;
    this.reason = reason;
  }
}

/** Ends a request that came too often, and says when there is room again. */
export class TooManyRequests extends DomainError {
  readonly retryAfterSeconds: number;

  constructor({ message, reason }: Pick<DomainError, "message" | "reason">, retryAfterSeconds: number) {
    super("tooManyRequests", message, [], reason);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
