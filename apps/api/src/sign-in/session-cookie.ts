import { type Instant, refused } from "@tocsin/core/kernel";
import type { Client } from "../http/client.ts";

/**
 * A browser takes a name with `__Host-` over TLS alone, from this host alone and for all of it, so that nobody on another
 * host of the domain can put one in its place. On loopback there is no TLS to demand.
 */
const names = { secure: "__Host-tocsin-session", loopback: "tocsin-session" } as const;

/** The token of the session that a request comes with; null for none. */
export const sessionTokenOf = (client: Client): string | null =>
  client.connection === "open" ? null : client.cookie(names[client.connection]);

/** Puts a session into the browser, out of reach of scripts and of requests that other sites make. */
export const sessionCookie = (client: Client, token: string, expiresAt: Instant, now: Instant): string => {
  refuseOpenConnection(client);
  return cookieOf(client, token, Math.max(0, Math.floor((expiresAt - now) / 1_000)));
};

export const noSessionCookie = (client: Client): string => cookieOf(client, "", 0);

/** Whoever listens on the way would have the password and the session. */
export const refuseOpenConnection = ({ connection }: Client): void => {
  if (connection !== "open") return;
  throw refused("httpsNeeded");
};

const cookieOf = ({ connection }: Client, value: string, maxAgeSeconds: number): string => {
  const name = connection === "loopback" ? names.loopback : names.secure;
  const secure = connection === "loopback" ? "" : " Secure;";
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly;${secure} SameSite=Strict`;
};
