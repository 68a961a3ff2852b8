import type { AccountStore, SessionStore } from "@tocsin/core/accounts";
import { DomainError, refused } from "@tocsin/core/kernel";
import { sha256 } from "@tocsin/secrets";
import type { Request } from "express";
import { sessionTokenOf } from "../sign-in/session-cookie.ts";
import { clientOf } from "./client.ts";
import type { Known } from "./permit.ts";

/** The secret of an `Authorization` header: a bearer token, or the password of HTTP Basic for senders that have no other. */
export const secretOf = (request: Request): string | null => {
  const [scheme = "", value = ""] = (request.get("authorization") ?? "").split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value === "" ? null : value;
  if (!/^basic$/i.test(scheme)) return null;
  const decoded = Buffer.from(value, "base64").toString("utf8");
  return decoded.includes(":") ? decoded.slice(decoded.indexOf(":") + 1) : null;
};

/** What is asked to find out who calls. */
export interface Gate {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly publicUrl: () => string;
}

const safeMethods = new Set(["GET", "HEAD"]);

/**
 * Who calls: by access token, as scripts do, or from a browser that is signed in. What is no use of a session does not keep it
 * from ending.
 */
export const authenticate = async (
  { accounts, sessions, publicUrl }: Gate,
  request: Request,
  isUse = true,
): Promise<Known> => {
  const token = secretOf(request);
  if (token !== null) {
    const holder = await accounts.findByTokenHash(sha256(token));
    if (holder !== null) return { ...holder, session: null };
    throw new DomainError("unauthenticated", "This access token is not known, or not any more");
  }
  const client = clientOf(request, publicUrl());
  const sessionToken = sessionTokenOf(client);
  if (sessionToken === null) {
    throw refused("notSignedIn");
  }
  const hash = sha256(sessionToken);
  const holder = await (isUse ? sessions.findByHash(hash) : sessions.look(hash));
  if (holder === null) throw refused("signedOut");
  return holder;
};

/**
 * A browser sends its cookie along with whatever any page asks of it, so that only our own pages may change something. Throws
 * `forbidden` for another one.
 */
export const demandOwnPage = ({ publicUrl }: Gate, { session }: Known, request: Request): void => {
  if (session !== null && !safeMethods.has(request.method)) clientOf(request, publicUrl()).demandOwnPage();
};
