import { isVerb } from "@tocsin/core/access";
import type { AccountStore } from "@tocsin/core/accounts";
import { DomainError, type FieldFault } from "@tocsin/core/kernel";
import type { Request, RequestHandler, Response, Router } from "express";
import type { z } from "zod";
import { authenticate } from "./authenticate.ts";
import { jsonBody } from "./json-body.ts";
import { callerFor } from "./permit.ts";
import type { Caller, Reply, Route } from "./route.ts";

/** Mounts routes on Express: authenticate, parse, handle, present, in that order for every one. */
export const register = (router: Router, routes: readonly Route[], accounts: AccountStore): void => {
  for (const definition of routes) {
    const path = definition.path.replace(/\{(\w+)\}/g, ":$1");
    const body: readonly RequestHandler[] = definition.body ? [jsonBody] : [];
    router[definition.method](path, permit(definition, accounts), ...body, handle(definition, accounts));
  }
};

type Guard = (accounts: AccountStore, request: Request) => Promise<Caller | null>;

/** Lets a caller in before a byte of the body is read. A route whose policy is none is refused at the start. */
const permit = (route: Route, accounts: AccountStore): RequestHandler => {
  const guard = guardOf(route);
  return async (request, response, next) => {
    response.locals["caller"] = await guard(accounts, request);
    next();
  };
};

const guardOf = ({ method, path, policy }: Route): Guard => {
  if (policy === "public") return async () => null;
  if (policy === "untilSetUp") return refuseWhenSetUp;
  if (policy !== "signedIn" && !isVerb(policy)) throw new Error(`${method} ${path} has no policy`);
  return async (accounts, request) => callerFor(await authenticate(accounts, request), policy, request);
};

const refuseWhenSetUp: Guard = async (accounts) => {
  if (await accounts.isSetUp()) throw new DomainError("notFound", "This installation is set up already");
  return null;
};

const handle = (definition: Route, accounts: AccountStore): RequestHandler => {
  const guard = guardOf(definition);
  return async (request, response) => {
    const reply = await definition.handle({
      // An id in a path that cannot be one is a thing that does not exist.
      params: parsed(definition.params, request.params, () => new DomainError("notFound", "There is no such thing")),
      query: parsed(definition.query, request.query),
      body: parsed(definition.body, request.body),
      caller: response.locals["caller"] as Caller,
      header: (name) => request.get(name),
      stillAllowed: () =>
        guard(accounts, request).then(
          () => true,
          () => false,
        ),
    });
    send(response, reply);
  };
};

const parsed = (schema: z.ZodType | undefined, value: unknown, refusal = refuse): unknown => {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value === undefined ? {} : value);
  if (result.success) return result.data;
  throw refusal(result.error);
};

const refuse = ({ issues }: z.ZodError): DomainError =>
  new DomainError("invalid", "The request says something that cannot be", issues.flatMap(faultsOf).slice(0, faultsMax));

const faultsOf = (issue: z.core.$ZodIssue): readonly FieldFault[] => {
  const pathTo = (...keys: readonly PropertyKey[]) => [...issue.path, ...keys].map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: pathTo(key), message: "is not a field here" }));
  }
  // Where there are several ways to be right, what each of them misses says more than that none of them fits.
  const ways = issue.code === "invalid_union" ? issue.errors.flat().map(({ message }) => message) : [];
  return [{ path: pathTo(), message: ways.length > 0 ? [...new Set(ways)].join(", or: ") : issue.message }];
};

const faultsMax = 100;

const send = (response: Response, { status, body, text, stream, headers = {} }: Reply): void => {
  response.status(status).set(headers);
  if (stream !== undefined) goOn(response, stream);
  else if (text !== undefined) response.type(text.type).send(text.content);
  else if (body === undefined) response.end();
  else response.type("application/json").send(JSON.stringify(body));
};

/** A reader who lets this much pile up is not reading. */
const unreadMax = 256 * 1024;

const goOn = (response: Response, { type, open }: NonNullable<Reply["stream"]>): void => {
  response.type(type).flushHeaders();
  const end = () => void response.end();
  const close = open({
    write: (text) => {
      if (response.writableEnded) return;
      response.write(text);
      if (response.writableLength > unreadMax) response.destroy();
    },
    end,
  });
  response.on("close", close);
};
