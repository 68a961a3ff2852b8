import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";

/** Gives every request an id of ours, shown in its problems and in the log; one sent along is not believed. */
export const requestId: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  response.locals["requestId"] = id;
  response.setHeader("X-Request-Id", id);
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals["requestId"] ?? "");
