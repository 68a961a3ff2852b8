import type { AccountStore, Holder } from "@tocsin/core/accounts";
import { DomainError } from "@tocsin/core/kernel";
import { sha256 } from "@tocsin/secrets";
import type { Request } from "express";

/** The secret of an `Authorization` header: a bearer token, or the password of HTTP Basic for senders that have no other. */
export const secretOf = (request: Request): string | null => {
  const [scheme = "", value = ""] = (request.get("authorization") ?? "").split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value === "" ? null : value;
  if (!/^basic$/i.test(scheme)) return null;
  const decoded = Buffer.from(value, "base64").toString("utf8");
  return decoded.includes(":") ? decoded.slice(decoded.indexOf(":") + 1) : null;
};

/** Who calls, by access token. */
export const authenticate = async (accounts: AccountStore, request: Request): Promise<Holder> => {
  const token = secretOf(request);
  const holder = token === null ? null : await accounts.findByTokenHash(sha256(token));
  if (holder === null) throw new DomainError("unauthenticated", "Send an access token as Authorization: Bearer");
  return holder;
};
