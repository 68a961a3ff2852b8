import { boundsProblem } from "@tocsin/core/incidents";
import { DomainError } from "@tocsin/core/kernel";
import express, { type Request, type RequestHandler } from "express";

const limit = "1mb";

/** Types that hold JSON: `application/json` and anything with the suffix of RFC 6839. */
export const isJson = (request: Request): boolean => {
  const type = (request.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "application/json" || /^[a-z]+\/[a-z0-9.-]+\+json$/.test(type);
};

const parse = express.json({ limit, strict: false, type: () => true });

/** Reads a JSON body, at most 1 MB and within bounds of depth; refuses any other type before a byte of it is parsed. */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (!isJson(request)) return next(new DomainError("unsupportedMediaType", "Send the body as application/json"));
  parse(request, response, (error?: unknown) => {
    if (error) return next(error);
    const problem = boundsProblem(request.body);
    next(
      problem
        ? new DomainError("invalid", "The body is out of bounds", [{ path: problem.path, message: problem.problem }])
        : undefined,
    );
  });
};
