import type { Rights, Verb } from "@tocsin/core/access";
import type { Session, SignInFacts, User } from "@tocsin/core/accounts";
import type { ApiArea } from "@tocsin/core/audit";
import type { Actor, OrganizationId, Scope } from "@tocsin/core/kernel";
import type { z } from "zod";
import type { Client } from "./client.ts";

/**
 * Who may call a route. `public` needs nothing; `untilSetUp` is a door that is gone once the installation is set up;
 * `sourceKey` needs a source's key; `signedIn` is for everybody who has an account, about himself; all others name the
 * right that the caller needs, be it in one device group. Where, is for the handler and the stores to ask.
 */
export type Policy = "public" | "untilSetUp" | "sourceKey" | "signedIn" | Verb;

/** What a handler is given: everything parsed, nothing of Express. */
export interface RouteInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly client: Client;
  /** The path and query as they came. */
  readonly target: string;
  header(name: string): string | undefined;
  /**
   * Says who acts where nobody is signed in yet: what he does and what he is refused is recorded from here on. Null for
   * somebody unknown, whose guess was counted, so that nobody fills the log.
   */
  isActOf(who: Pick<SignInFacts, "user" | "homeId"> | null): void;
  /**
   * The caller as he is now, null where he could not make the same call any more: for an answer that goes on. It is no use of
   * his session, which ends where he leaves the answer open and does nothing else.
   */
  callerNow(): Promise<Caller | null>;
}

export interface Caller {
  readonly user: User;
  /** The one that he calls from; null where he calls by an access token. */
  readonly session: Session | null;
  /** In the organization in which the request acts. */
  readonly rights: Rights;
  /** The organizations that the caller could have named instead, and this one. */
  readonly organizations: readonly OrganizationId[];
  /** What of that organization the caller may see, and where he may do what the route's policy names. */
  readonly scope: Scope;
  readonly actor: Actor;
}

/** An answer that goes on. */
export interface Stream {
  /** Writes more; a reader who takes nothing any more is ended. */
  readonly write: (text: string) => void;
  readonly end: () => void;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body: text of another type than JSON. */
  readonly text?: { readonly type: string; readonly content: string };
  /** In place of a body: what is written until either side ends it. `open` answers what to do then. */
  readonly stream?: { readonly type: string; readonly open: (stream: Stream) => () => void };
  readonly headers?: Readonly<Record<string, string>>;
  /** What was refused, where a page says so in place of a problem. */
  readonly refusal?: unknown;
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[];
}

/** One answer of a route, for the contract. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Where it is not JSON. */
  readonly type?: string;
}

/** What the contract says of a route. */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** In OpenAPI's form: `/api/v1/incidents/{id}`. */
  readonly path: string;
  readonly tag: ApiArea;
  readonly summary: string;
  readonly policy: Policy;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Where other types than JSON are read too. */
  readonly bodyTypes?: readonly string[];
  readonly answers: Readonly<Record<number, Answer>>;
  /** Whether a GET is an act all the same: it is recorded. */
  readonly isAct?: boolean;
}

/** A route as data: what is registered, enforced and documented come from the same value. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> extends RouteContract<Params, Query, Body> {
  /** Ingestion alone goes by source keys, and lets its callers in itself. */
  readonly policy: Exclude<Policy, "sourceKey">;
  readonly handle: (input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Reply>;
}

/** Keeps the types of a route's parts together with its handler. */
export const route = <Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  definition: Route<Params, Query, Body>,
): Route => definition as unknown as Route;
