import {
  type AccessToken,
  type AccessTokenStore,
  aboveMaker,
  accessTokenCreatedSchema,
  accessTokenDraftSchema,
  accessTokenResponseSchema,
  type UserStore,
} from "@tocsin/core/accounts";
import { type AccessTokenId, refused, toIso, toIsoOrNull, type UserId } from "@tocsin/core/kernel";
import { newSecret, sha256 } from "@tocsin/secrets";
import { z } from "zod";
import { idOf, idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import { ownSession } from "../me/own-session.ts";

const tag = "Access tokens";

const listSchema = z.object({ items: z.array(accessTokenResponseSchema) });

interface AccessTokenParts {
  readonly accessTokens: AccessTokenStore;
  readonly users: UserStore;
}

/** Tokens for scripts. Each acts in one organization, in the name of its maker, and does no more than he may at that moment. */
export const accessTokenRoutes = ({ accessTokens, users }: AccessTokenParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/access-tokens",
    tag,
    summary: "List your access tokens, newest first",
    policy: "accessTokens.own",
    answers: { 200: { description: "Yours", schema: listSchema } },
    handle: async ({ caller }) => {
      const items = await accessTokens.list(caller.user.id, caller.scope.organizationId);
      return { status: 200, body: { items: items.map(present) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/access-tokens",
    tag,
    summary: "Make an access token; it is shown this once",
    policy: "accessTokens.own",
    body: accessTokenDraftSchema,
    answers: {
      201: { description: "Made", schema: accessTokenCreatedSchema },
      403: { description: "You lack the right, or call with an access token, which cannot make others" },
    },
    handle: async ({ caller, body }) => {
      ownSession(caller);
      const faults = aboveMaker(caller.rights, body);
      if (faults.length > 0) throw refused("tokenBeyondOwner", null, faults);
      const token = newSecret("tat");
      const made = await accessTokens.create(caller.user.id, caller.scope.organizationId, body, sha256(token));
      return {
        status: 201,
        body: { ...present(made), token },
        headers: { Location: `/api/v1/access-tokens/${made.id}` },
      };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/access-tokens/{id}",
    tag,
    summary: "Revoke one of your access tokens, at once",
    policy: "accessTokens.own",
    params: idParam<AccessTokenId>(),
    answers: { 204: { description: "Revoked" } },
    handle: async ({ caller, params }) => {
      await accessTokens.revoke(caller.user.id, caller.scope.organizationId, params.id);
      return { status: 204 };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/users/{id}/access-tokens",
    tag,
    summary: "List a user's access tokens in the organization",
    policy: "accessTokens.manage",
    params: idParam<UserId>(),
    answers: { 200: { description: "His", schema: listSchema } },
    handle: async ({ caller, params }) => {
      const { id } = await users.get(caller.scope.organizationId, params.id);
      const items = await accessTokens.list(id, caller.scope.organizationId);
      return { status: 200, body: { items: items.map(present) } };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/users/{id}/access-tokens/{tokenId}",
    tag,
    summary: "Revoke a user's access token, at once",
    policy: "accessTokens.manage",
    params: z.object({ id: idOf<UserId>(), tokenId: idOf<AccessTokenId>() }),
    answers: { 204: { description: "Revoked" } },
    handle: async ({ caller, params }) => {
      const { id } = await users.get(caller.scope.organizationId, params.id);
      await accessTokens.revoke(id, caller.scope.organizationId, params.tokenId);
      return { status: 204 };
    },
  }),
];

const present = ({ id, name, role, deviceGroups, createdAt, expiresAt, lastUsedAt }: AccessToken) => ({
  id,
  name,
  role,
  deviceGroups,
  createdAt: toIso(createdAt),
  expiresAt: toIsoOrNull(expiresAt),
  lastUsedAt: toIsoOrNull(lastUsedAt),
});
