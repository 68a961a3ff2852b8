import { type Session, type SessionStore, sessionResponseSchema } from "@tocsin/core/accounts";
import { type SessionId, toIso } from "@tocsin/core/kernel";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";

const tag = "Me";

export const sessionRoutes = (sessions: SessionStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/me/sessions",
    tag,
    summary: "Where you are signed in, the place last used first",
    policy: "signedIn",
    answers: { 200: { description: "Your sessions", schema: z.object({ items: z.array(sessionResponseSchema) }) } },
    handle: async ({ caller }) => {
      const items = await sessions.list(caller.user.id);
      return { status: 200, body: { items: items.map((session) => present(session, caller.session)) } };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/me/sessions",
    tag,
    summary: "Sign out everywhere else",
    policy: "signedIn",
    answers: { 204: { description: "Signed out there" } },
    handle: async ({ caller }) => {
      await sessions.revokeAll(caller.user.id, caller.session?.id ?? null);
      return { status: 204 };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/me/sessions/{id}",
    tag,
    summary: "Sign out somewhere",
    policy: "signedIn",
    params: idParam<SessionId>(),
    answers: { 204: { description: "Signed out there" } },
    handle: async ({ caller, params }) => {
      await sessions.revoke(caller.user.id, params.id);
      return { status: 204 };
    },
  }),
];

const present = (session: Session, current: Session | null) => ({
  id: session.id,
  current: session.id === current?.id,
  method: session.method,
  secondFactor: session.secondFactor,
  address: session.address,
  userAgent: session.userAgent,
  createdAt: toIso(session.createdAt),
  lastSeenAt: toIso(session.lastSeenAt),
  expiresAt: toIso(session.expiresAt),
  idleAt: toIso(Math.min(session.expiresAt, session.lastSeenAt + session.idleMs)),
});
