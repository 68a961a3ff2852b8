import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { requestIdOf } from "./request-id.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Times every request, and says of each in the log, at `debug`, what it was and how it ended. */
export const measure =
  (metrics: Pick<Metrics, "timeRequest">, log: Logger): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once("close", () => {
      const ms = performance.now() - startedAt;
      const method = methods.has(request.method) ? request.method : "other";
      const route = routeOf(request);
      // A caller that went away has seen no status.
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : "aborted";
      metrics.timeRequest({ method, route, status }, ms / 1_000);
      const said = { requestId: requestIdOf(response), method, route, status: response.statusCode };
      log.debug({ ...said, ms: Math.round(ms) }, "Request");
    });
    next();
  };

/** The pattern that matched, as the contract writes it; the path itself may hold an id, or anything at all. */
export const routeOf = (request: Request): string => {
  const pattern: unknown = (request.route as { readonly path?: unknown } | undefined)?.path;
  if (typeof pattern !== "string") return "other";
  return pattern === "/{*path}" ? "console" : pattern.replace(/:(\w+)/g, "{$1}");
};
