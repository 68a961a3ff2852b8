import type { IdentityStore } from "@tocsin/core/accounts";
import { DomainError } from "@tocsin/core/kernel";
import { SealFault } from "@tocsin/secrets";
import type { Logger } from "pino";
import { z } from "zod";
import type { Client } from "../http/client.ts";
import { type Reply, type Route, route } from "../http/route.ts";
import { takeGuess } from "./guessing.ts";
import { refuseOpenConnection } from "./session-cookie.ts";
import { type Attempt, openSession, type SignInParts } from "./sign-in.ts";
import type { SignOnState, SingleSignOn } from "./single-sign-on.ts";

const tag = "Sign-in";
const path = "/api/v1/sign-in/single-sign-on";

export interface SingleSignOnParts extends SignInParts {
  /** Null where none is set up. */
  readonly singleSignOn: SingleSignOn | null;
  readonly identities: IdentityStore;
  readonly publicUrl: () => string;
  readonly log: Logger;
}

/** Where people begin single sign-on. */
export const singleSignOnPath = path;

const minutes = 10;
const names = { secure: "__Host-tocsin-sign-on", loopback: "tocsin-sign-on" } as const;
const place = { table: "cookies", column: "sign_on", id: "state" };

const stateSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });

/** Single sign-on: to the provider and back. Whatever goes wrong on the way back is shown by the sign-in page. */
export const singleSignOnRoutes = (parts: SingleSignOnParts): readonly Route[] => [
  route({
    method: "get",
    path,
    tag,
    summary: "Begin single sign-on: the browser is sent to the provider",
    policy: "public",
    answers: {
      302: { description: "To the provider" },
      403: { description: "Over a connection that others can listen to" },
      404: { description: "None is set up" },
      503: { description: "The provider does not answer" },
    },
    handle: async ({ client }) => {
      refuseOpenConnection(client);
      const { url, state } = await providerOf(parts).begin(`${parts.publicUrl()}${path}/callback`);
      return { status: 302, headers: { Location: url }, cookies: [stateCookie(parts, client, state)] };
    },
  }),
  route({
    method: "get",
    path: `${path}/callback`,
    tag,
    summary: "Where the provider sends the browser back to: signed in, or to the sign-in page with what went wrong",
    policy: "public",
    isAct: true,
    answers: { 302: { description: "To the console" }, 404: { description: "None is set up" } },
    handle: async ({ client, target, isActOf }) => {
      const provider = providerOf(parts);
      try {
        return await comeBack(parts, provider, { client, isActOf }, new URL(target, parts.publicUrl()));
      } catch (error) {
        parts.log.warn({ err: error }, "Single sign-on failed");
        const problem = error instanceof DomainError ? problemOf(error) : "failed";
        const headers = { Location: `/sign-in?problem=${problem}` };
        return { status: 302, headers, cookies: [noState(client)], refusal: error };
      }
    },
  }),
];

/** What the sign-in page finds in `problem`. */
const problemOf = ({ code }: DomainError): string => {
  if (code === "forbidden") return "noAccount";
  if (code === "unavailable") return "away";
  return code === "tooManyRequests" ? "tooMany" : "failed";
};

const comeBack = async (
  parts: SingleSignOnParts,
  provider: SingleSignOn,
  { client, isActOf }: Attempt,
  answered: URL,
): Promise<Reply> => {
  refuseOpenConnection(client);
  const giveBack = await takeGuess(parts, client, { guessed: "signOn", account: null, userId: null });
  isActOf(null);
  const identity = await provider.finish(answered, stateOf(parts, client));
  const userId = await parts.identities.comeIn(identity);
  if (userId === null) throw new DomainError("forbidden", "Nobody here has this identity, and its groups give no role");
  isActOf(await parts.signIns.factsOf(userId));
  await giveBack();
  const { cookies = [] } = await openSession(parts, client, userId, { method: "singleSignOn", secondFactor: false });
  return { status: 302, headers: { Location: "/" }, cookies: [...cookies, noState(client)] };
};

const providerOf = ({ singleSignOn }: SingleSignOnParts): SingleSignOn => {
  if (singleSignOn === null) throw new DomainError("notFound", "Single sign-on is not set up");
  return singleSignOn;
};

/** Sealed, so that it holds nothing usable, and bound to this browser, so that nobody can finish another one's sign-in. */
const stateCookie = ({ seal, now }: SingleSignOnParts, client: Client, state: SignOnState): string => {
  const envelope = seal.seal(JSON.stringify({ ...state, until: now() + minutes * 60_000 }), place);
  return cookieOf(client, envelope, minutes * 60);
};

const stateOf = ({ seal, now }: SingleSignOnParts, client: Client): SignOnState => {
  const over = new DomainError("unauthenticated", "This sign-in was not begun in this browser, or too long ago");
  const envelope = client.cookie(nameFor(client));
  if (envelope === null) throw over;
  try {
    const state = stateSchema.parse(JSON.parse(seal.open(envelope, place)));
    if (now() < state.until) return state;
  } catch (error) {
    if (!(error instanceof SealFault)) throw error;
  }
  throw over;
};

const noState = (client: Client): string => cookieOf(client, "", 0);

const nameFor = ({ connection }: Client): string => (connection === "loopback" ? names.loopback : names.secure);

/** `Lax`, because the provider's page sends the browser back. */
const cookieOf = (client: Client, value: string, maxAgeSeconds: number): string => {
  const secure = client.connection === "loopback" ? "" : " Secure;";
  return `${nameFor(client)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly;${secure} SameSite=Lax`;
};
