import { demand, isVerb, verbs } from "@tocsin/core/access";
import type { AccountStore } from "@tocsin/core/accounts";
import type { Act, AuditStore } from "@tocsin/core/audit";
import { type DomainError, type FieldFault, fieldFaults, type OrganizationId, refused } from "@tocsin/core/kernel";
import type { Request, RequestHandler, Response, Router } from "express";
import type { z } from "zod";
import { actOf, actorOf, idsIn, openAct, recordingDenials, recordRefusal } from "./audit.ts";
import { authenticate, demandOwnPage, type Gate } from "./authenticate.ts";
import { clientOf } from "./client.ts";
import { jsonBody } from "./json-body.ts";
import { callerFor } from "./permit.ts";
import type { Caller, Reply, Route } from "./route.ts";

/** What of the api's parts lets callers in, and remembers what they did and what they were refused. */
export interface RegisterParts extends Gate {
  readonly audit: Pick<AuditStore, "inTheNameOf" | "deny" | "hasAll">;
}

/** Mounts routes on Express: authenticate, parse, handle, present, in that order for every one. */
export const register = (router: Router, routes: readonly Route[], parts: RegisterParts): void => {
  for (const definition of routes) {
    const path = definition.path.replace(/\{(\w+)\}/g, ":$1");
    const body: readonly RequestHandler[] = definition.body ? [jsonBody] : [];
    router[definition.method](path, permit(definition, parts), ...body, handle(definition, parts));
  }
};

type Guard = (request: Request, response: Response) => Promise<Caller | null>;

/** Lets a caller in before a byte of the body is read. A route whose policy is none is refused at the start. */
const permit = (route: Route, parts: RegisterParts): RequestHandler => {
  const guard = guardOf(route, parts);
  return async (request, response, next) => {
    response.locals["caller"] = await guard(request, response);
    next();
  };
};

const guardOf = (route: Route, parts: RegisterParts): Guard => {
  const { accounts, audit } = parts;
  const { method, path, policy } = route;
  if (policy === "public") return async () => null;
  if (policy === "untilSetUp") return async () => refuseWhenSetUp(accounts);
  if (policy !== "signedIn" && !isVerb(policy)) throw new Error(`${method} ${path} has no policy`);
  return async (request, response) => {
    const known = await authenticate(parts, request);
    // The act of somebody known, though not yet in which organization, so that what he tries in foreign ones is recorded.
    const doer = { actor: actorOf(known.user), organizationId: known.boundTo };
    const act = openAct(actOf(route, doer, request, response));
    return recordingDenials(audit, act, [], async () => {
      demandOwnPage(parts, known, request);
      const caller = callerFor(known, policy, request);
      act.isOf({ user: known.user, homeId: organizationOf(act.act, caller) });
      if (isVerb(policy)) demand(caller.rights, policy);
      return caller;
    });
  };
};

/** What concerns all organizations stays of none. */
const organizationOf = ({ right }: Act, { rights }: Caller): OrganizationId | null =>
  right !== null && verbs[right].reach === "installation" ? null : rights.organizationId;

/** Whoever calls, asked again while an answer goes on. Throws where he would not be let in any more. */
const callerNow = async ({ policy }: Route, parts: RegisterParts, request: Request): Promise<Caller | null> => {
  if (policy !== "signedIn" && !isVerb(policy)) return null;
  const caller = callerFor(await authenticate(parts, request, false), policy, request);
  if (isVerb(policy)) demand(caller.rights, policy);
  return caller;
};

const refuseWhenSetUp = async (accounts: AccountStore): Promise<null> => {
  if (await accounts.isSetUp()) throw refused("setUpAlready");
  return null;
};

const handle = (definition: Route, parts: RegisterParts): RequestHandler => {
  const { audit } = parts;
  return async (request, response) => {
    const caller = response.locals["caller"] as Caller | null;
    const doer = caller && { actor: caller.actor, organizationId: caller.rights.organizationId };
    const act = openAct(actOf(definition, doer, request, response));
    const run = async () =>
      definition.handle({
        // An id in a path that cannot be one is a thing that does not exist.
        params: parsed(definition.params, request.params, () => refused("nothing")),
        query: parsed(definition.query, request.query),
        body: parsed(definition.body, request.body),
        caller: caller as Caller,
        client: clientOf(request, parts.publicUrl()),
        target: request.originalUrl,
        header: (name) => request.get(name),
        isActOf: act.isOf,
        callerNow: () => callerNow(definition, parts, request).catch(() => null),
      });
    const isAct = definition.method !== "get" || definition.isAct === true;
    const reply = await recordingDenials(
      audit,
      act,
      idsIn(request),
      isAct ? () => audit.inTheNameOf(act.act, run) : run,
    );
    await recordRefusal(audit, act, reply.refusal);
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
  refused("invalid", null, issues.flatMap(faultsOf).slice(0, faultsMax));

const faultsOf = (issue: z.core.$ZodIssue): readonly FieldFault[] => {
  const pathTo = (...keys: readonly PropertyKey[]) => [...issue.path, ...keys].map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: pathTo(key), message: fieldFaults.fieldUnknown }));
  }
  // Where there are several ways to be right, what each of them misses says more than that none of them fits.
  const ways = issue.code === "invalid_union" ? issue.errors.flat().map(({ message }) => message) : [];
  return [{ path: pathTo(), message: ways.length > 0 ? [...new Set(ways)].join(", or: ") : issue.message }];
};

const faultsMax = 100;

const send = (response: Response, { status, body, text, stream, headers = {}, cookies = [] }: Reply): void => {
  response.status(status).set(headers);
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
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
