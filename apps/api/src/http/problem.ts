import { DomainError, type DomainErrorCode, refused, TooManyRequests } from "@tocsin/core/kernel";
import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { routeOf } from "./measure.ts";
import { requestIdOf } from "./request-id.ts";

const statusOf = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  preconditionFailed: 412,
  tooLarge: 413,
  unsupportedMediaType: 415,
  invalid: 422,
  preconditionRequired: 428,
  tooManyRequests: 429,
  unavailable: 503,
} satisfies Record<DomainErrorCode, number>;

const titleOf = {
  malformed: "The request cannot be read",
  unauthenticated: "Who you are is not known",
  forbidden: "You may not do this",
  notFound: "There is no such thing",
  methodNotAllowed: "This cannot be done with it",
  conflict: "This conflicts with what is there",
  preconditionFailed: "It has changed since you read it",
  tooLarge: "The request is too large",
  unsupportedMediaType: "This type of body is not read here",
  invalid: "The request says something that cannot be",
  preconditionRequired: "Say which version you have read",
  tooManyRequests: "Too many requests",
  unavailable: "This cannot be done just now",
} satisfies Record<DomainErrorCode, string>;

/** Answers RFC 9457 problem details: a stable type, a title for people, and the id under which the log has it. */
export const sendProblem = (response: Response, error: DomainError, extra: object = {}): void => {
  const status = statusOf[error.code];
  if (error.code === "unauthenticated") response.setHeader("WWW-Authenticate", 'Bearer realm="tocsin"');
  if (error.code === "unavailable") response.setHeader("Retry-After", "5");
  if (error instanceof TooManyRequests) response.setHeader("Retry-After", String(error.retryAfterSeconds));
  response
    .status(status)
    .type("application/problem+json")
    .send(
      JSON.stringify({
        type: `urn:tocsin:problem:${error.code}`,
        title: titleOf[error.code],
        status,
        detail: error.message,
        requestId: requestIdOf(response),
        ...(error.reason && { reason: error.reason }),
        ...(error.faults.length > 0 ? { faults: error.faults } : {}),
        ...extra,
      }),
    );
};

/** The one translation of errors to HTTP. What is not ours to tell becomes a bare 500; its text goes to the log only. */
export const problems =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, _next) => {
    if (response.headersSent) {
      // Express's own handler would print the error, body included; the caller learns of it by the cut connection.
      log.error({ err: error, requestId: requestIdOf(response), route: routeOf(request) }, "An answer broke off");
      response.destroy();
      return;
    }
    // Who is cut off while still sending never reads why; the rest is let run to nowhere, within the request's time.
    if (!request.complete) request.resume();
    const known = error instanceof DomainError ? error : fromBodyParser(error);
    if (known === null) {
      log.error({ err: error, requestId: requestIdOf(response), route: routeOf(request) }, "A request failed");
      response
        .status(500)
        .type("application/problem+json")
        .send(
          JSON.stringify({
            type: "urn:tocsin:problem:internal",
            title: "Something went wrong here",
            status: 500,
            detail: "This is a fault of ours. The log has it under the request's id.",
            requestId: requestIdOf(response),
          }),
        );
      return;
    }
    if (known.code === "unavailable")
      log.warn({ requestId: requestIdOf(response), detail: known.message }, "Unavailable");
    sendProblem(response, known);
  };

/** body-parser and Express's router say what is wrong with a request by an error's `type` and `status`. */
const fromBodyParser = (error: unknown): DomainError | null => {
  if (typeof error !== "object" || error === null) return null;
  const type = "type" in error ? String(error.type) : "";
  const status = "status" in error ? Number(error.status) : 0;
  if (type === "entity.too.large" || status === 413) return refused("bodyTooLarge");
  if (type === "entity.parse.failed") return new DomainError("malformed", "The body is not JSON");
  if (type === "encoding.unsupported" || type === "charset.unsupported" || status === 415) {
    return new DomainError("unsupportedMediaType", "The body's encoding is not read here");
  }
  if (status === 404 || status === 405) return refused("nothing");
  return status >= 400 && status < 500 ? new DomainError("malformed", "The request cannot be read") : null;
};
