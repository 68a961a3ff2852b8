import type { AccountStore } from "@tocsin/core/accounts";
import { DomainError } from "@tocsin/core/kernel";
import type { RequestHandler, Response, Router } from "express";
import type { z } from "zod";
import { authenticate } from "./authenticate.ts";
import { jsonBody } from "./json-body.ts";
import type { Caller, Reply, Route } from "./route.ts";

/** Mounts routes on Express: authenticate, parse, handle, present, in that order for every one. */
export const register = (router: Router, routes: readonly Route[], accounts: AccountStore): void => {
  for (const definition of routes) {
    const path = definition.path.replace(/\{(\w+)\}/g, ":$1");
    const body: readonly RequestHandler[] = definition.body ? [jsonBody] : [];
    router[definition.method](path, permit(definition, accounts), ...body, handle(definition));
  }
};

const permit =
  ({ policy }: Route, accounts: AccountStore): RequestHandler =>
  async (request, response, next) => {
    if (policy === "administrator") response.locals["caller"] = await authenticate(accounts, request);
    next();
  };

const handle =
  (definition: Route): RequestHandler =>
  async (request, response) => {
    const reply = await definition.handle({
      // An id in a path that cannot be one is a thing that does not exist.
      params: parsed(definition.params, request.params, () => new DomainError("notFound", "There is no such thing")),
      query: parsed(definition.query, request.query),
      body: parsed(definition.body, request.body),
      caller: response.locals["caller"] as Caller,
      header: (name) => request.get(name),
    });
    send(response, reply);
  };

const parsed = (schema: z.ZodType | undefined, value: unknown, refusal = refuse): unknown => {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw refusal(result.error);
};

const refuse = ({ issues }: z.ZodError): DomainError =>
  new DomainError(
    "invalid",
    "The request says something that cannot be",
    issues.slice(0, faultsMax).map(({ path, message }) => ({ path: path.map(String).join("."), message })),
  );

const faultsMax = 100;

const send = (response: Response, { status, body, headers = {} }: Reply): void => {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else response.type("application/json").send(JSON.stringify(body));
};

