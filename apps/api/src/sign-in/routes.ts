import {
  secondStepSchema,
  signedInSchema,
  signInResponseSchema,
  signInSchema,
  signInWaysSchema,
} from "@tocsin/core/accounts";
import { DomainError } from "@tocsin/core/kernel";
import { sha256 } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";
import { noSessionCookie, sessionTokenOf } from "./session-cookie.ts";
import { type SignInParts, signIn, takeSecondStep } from "./sign-in.ts";
import type { SingleSignOn } from "./single-sign-on.ts";
import { singleSignOnPath } from "./single-sign-on-routes.ts";

const tag = "Sign-in";

const refusals = {
  401: { description: "Wrong, or over" },
  403: { description: "Not by a page of this installation, or over a connection that others can listen to" },
  429: { description: "Too many tries; `Retry-After` says when there is room again" },
  503: { description: "Too many people sign in just now" },
};

interface Parts extends SignInParts {
  readonly singleSignOn: SingleSignOn | null;
}

export const signInRoutes = (parts: Parts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/sign-in",
    tag,
    summary: "The ways in which one can sign in here",
    policy: "public",
    answers: { 200: { description: "The ways", schema: signInWaysSchema } },
    handle: async ({ client }) => ({
      status: 200,
      body: {
        password: true,
        singleSignOn: parts.singleSignOn && { title: parts.singleSignOn.title, url: singleSignOnPath },
        secure: client.connection !== "open",
      },
    }),
  }),
  route({
    method: "post",
    path: "/api/v1/sign-in",
    tag,
    summary: "Sign in with address and password; the session is in a cookie that no script can read",
    policy: "public",
    body: signInSchema,
    answers: {
      200: { description: "Signed in, or the second factor is next", schema: signInResponseSchema },
      ...refusals,
    },
    handle: async ({ body, client, isActOf }) => {
      client.demandOwnPage();
      return signIn(parts, { client, isActOf }, body);
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sign-in/second-step",
    tag,
    summary: "Give the second factor: a code of the authenticator, or a recovery code",
    policy: "public",
    body: secondStepSchema,
    answers: { 200: { description: "Signed in", schema: signedInSchema }, ...refusals },
    handle: async ({ body, client, isActOf }) => {
      client.demandOwnPage();
      return takeSecondStep(parts, { client, isActOf }, body);
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sign-out",
    tag,
    summary: "End the session of this browser; without one, nothing happens",
    policy: "public",
    answers: {
      204: { description: "Signed out" },
      403: { description: "Not by a page of this installation" },
    },
    handle: async ({ client, isActOf }) => {
      client.demandOwnPage();
      const token = sessionTokenOf(client);
      const found = token === null ? null : await parts.sessions.look(sha256(token));
      if (found !== null) {
        isActOf({ user: found.user, homeId: found.organizations[0] ?? null });
        await parts.sessions.revoke(found.session.userId, found.session.id).catch(unlessGone);
      }
      return { status: 204, cookies: [noSessionCookie(client)] };
    },
  }),
];

/** It may have been ended elsewhere a moment ago. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof DomainError && error.code === "notFound")) throw error;
};
