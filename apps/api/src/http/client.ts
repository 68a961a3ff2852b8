import { networkOf } from "@tocsin/core/accounts";
import { refused } from "@tocsin/core/kernel";
import type { Request } from "express";

/** What is known of whoever sent a request, before it is known who it is. */
export interface Client {
  readonly address: string | null;
  /** The network that guesses are counted by. */
  readonly network: string;
  /** What the browser calls itself, clipped. */
  readonly userAgent: string | null;
  /**
   * How it came: over TLS (ours or a trusted proxy's), from this machine, or in clear over a network, where whoever listens
   * would have the session.
   */
  readonly connection: "secure" | "loopback" | "open";
  cookie(name: string): string | null;
  /** Throws `forbidden` unless the request was made by a page of this installation. */
  demandOwnPage(): void;
}

const userAgentMax = 300;

export const clientOf = (request: Request, publicUrl: string): Client => {
  const address = request.ip ?? null;
  const cookies = cookiesOf(request);
  return {
    address,
    network: networkOf(address),
    userAgent: request.get("user-agent")?.slice(0, userAgentMax) ?? null,
    connection: connectionOf(request, publicUrl),
    cookie: (name) => cookies.get(name) ?? null,
    demandOwnPage: () => demandOwnPage(request, publicUrl),
  };
};

const connectionOf = (request: Request, publicUrl: string): Client["connection"] => {
  if (request.secure || publicUrl.startsWith("https:")) return "secure";
  return isLoopback(request.hostname ?? "") ? "loopback" : "open";
};

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** RFC 6265 section 4.2.1. Of two of one name the first holds: browsers send the one for the longer path first. */
const cookiesOf = (request: Request): ReadonlyMap<string, string> => {
  const cookies = new Map<string, string>();
  for (const pair of (request.get("cookie") ?? "").split(";")) {
    const equals = pair.indexOf("=");
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
};

/**
 * Fetch Metadata says who made the request, in every browser of today on https and loopback; older ones and plain http say it
 * by `Origin`. A request that says neither is made by no page, and no cookie counts for it.
 */
const demandOwnPage = (request: Request, publicUrl: string): void => {
  const site = request.get("sec-fetch-site");
  const origin = request.get("origin");
  const own = site === undefined ? origin !== undefined && isOwn(origin, request, publicUrl) : site === "same-origin";
  if (own) return;
  throw refused("foreignPage");
};

const isOwn = (origin: string, request: Request, publicUrl: string): boolean =>
  origin === originOf(publicUrl) || origin === `${request.protocol}://${request.get("host") ?? ""}`;

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);
