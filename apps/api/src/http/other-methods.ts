import { DomainError } from "@tocsin/core/kernel";
import type { RequestHandler, Router } from "express";
import type { RouteContract } from "./route.ts";

/**
 * Answers 405 where an address is known under other methods than the request's, with all of them in `Allow`. To be
 * mounted after every route: what comes this far was served by none.
 */
export const registerOtherMethods = (
  router: Router,
  contracts: readonly Pick<RouteContract, "method" | "path">[],
): void => {
  for (const [path, methods] of methodsByPath(contracts)) {
    // Express itself matches the address, so that it is the same one for which a route would have been found. More
    // than one path may fit it: `/device-groups/preview` is also one of `/device-groups/{id}`.
    router.all(path, (_request, response, next) => {
      const known = (response.locals["allowed"] ?? []) as readonly string[];
      response.locals["allowed"] = [...known, ...methods];
      next();
    });
  }
  router.use(refuse);
};

const methodsByPath = (contracts: readonly Pick<RouteContract, "method" | "path">[]) => {
  const byPath = new Map<string, string[]>();
  for (const { method, path } of contracts) {
    const pattern = path.replace(/\{(\w+)\}/g, ":$1");
    const named = method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()];
    byPath.set(pattern, [...(byPath.get(pattern) ?? []), ...named]);
  }
  return byPath;
};

const refuse: RequestHandler = (request, response, next) => {
  const allowed = response.locals["allowed"] as readonly string[] | undefined;
  if (allowed === undefined) return next();
  const methods = [...new Set(allowed)].sort().join(", ");
  response.setHeader("Allow", methods);
  next(new DomainError("methodNotAllowed", `${request.method} is not done here; ${methods} is`));
};
