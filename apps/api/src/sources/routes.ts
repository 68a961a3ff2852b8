import { type SourceKind, settingsSchemaOf, sourceKinds } from "@tocsin/core/incidents";
import { fieldFault, hourMs, pageSchema, refused, type SourceId, toIso } from "@tocsin/core/kernel";
import {
  type SourceStore,
  sourceChangedSchema,
  sourceCreatedSchema,
  sourceDraftSchema,
  sourceKeySchema,
  sourceKindResponseSchema,
  sourceResponseSchema,
} from "@tocsin/core/sources";
import { newSecret, sha256 } from "@tocsin/secrets";
import { z } from "zod";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import type { PolledSources } from "./polled-sources.ts";
import { openPresent, presentOne } from "./present.ts";
import { presentPollKind } from "./present-poll.ts";
import { type SigningParts, signingWanted } from "./signing-routes.ts";

const tag = "Sources";

/** How long an old key works beside its successor, so that senders can be changed one by one. */
const overlapMs = 24 * hourMs;

export interface SourceParts extends SigningParts {
  readonly sources: SourceStore;
  readonly polled: PolledSources;
}

export const sourceRoutes = (parts: SourceParts): readonly Route[] => {
  const { sources, polled, now } = parts;
  const present = openPresent({ sources, polled });
  return [
    route({
      method: "get",
      path: "/api/v1/source-kinds",
      tag,
      summary: "List the kinds of source",
      policy: "sources.read",
      answers: {
        200: {
          description: "Every kind",
          schema: z.object({ items: z.array(sourceKindResponseSchema) }),
        },
      },
      handle: async () => ({
        status: 200,
        body: { items: sourceKinds.map(presentKind) },
      }),
    }),
    route({
      method: "get",
      path: "/api/v1/sources",
      tag,
      summary: "List sources, newest first",
      policy: "sources.read",
      query: pagingQuery,
      answers: { 200: { description: "A page", schema: pageSchema(sourceResponseSchema) } },
      handle: async ({ caller, query }) => {
        const page = await sources.list(caller.scope, pageRequestOf(query));
        return { status: 200, body: { ...page, items: await present(caller.scope, page.items) } };
      },
    }),
    route({
      method: "post",
      path: "/api/v1/sources",
      tag,
      summary: "Add a source; its key is shown this once",
      policy: "sources.manage",
      body: sourceDraftSchema,
      answers: {
        201: { description: "Added", schema: sourceCreatedSchema },
        422: { description: "The body says something that cannot be" },
      },
      handle: async ({ caller, body }) => {
        const key = newSecret("tsk");
        const poll = await polled.check(caller.scope, body.kind, body.poll);
        const { signing, ...secret } = signingWanted(parts, false, body.signed);
        const pollOf = poll ? (id: SourceId) => polled.sealed(poll, id) : undefined;
        const source = await sources.create(caller.scope, { ...body, signing }, sha256(key), pollOf);
        return {
          status: 201,
          body: { ...(await presentOne(present, caller.scope, source)), key, ...secret },
          headers: { Location: `/api/v1/sources/${source.id}` },
        };
      },
    }),
    route({
      method: "get",
      path: "/api/v1/sources/{id}",
      tag,
      summary: "Read a source",
      policy: "sources.read",
      params: idParam<SourceId>(),
      answers: { 200: { description: "The source", schema: sourceResponseSchema } },
      handle: async ({ caller, params }) => {
        const source = await sources.get(caller.scope, params.id);
        return { status: 200, body: await presentOne(present, caller.scope, source) };
      },
    }),
    route({
      method: "put",
      path: "/api/v1/sources/{id}",
      tag,
      summary: "Change a source's name and settings; its kind stays",
      policy: "sources.manage",
      params: idParam<SourceId>(),
      body: sourceDraftSchema,
      answers: { 200: { description: "As it is now", schema: sourceChangedSchema } },
      handle: async ({ caller, params, body }) => {
        const { kind, signed } = await sources.get(caller.scope, params.id);
        if (kind !== body.kind) {
          const fault = { path: "kind", message: fieldFault("kindStays", { kind }) };
          throw refused("sourceKindStays", null, [fault]);
        }
        const poll = await polled.check(caller.scope, kind, body.poll, params.id);
        const { signing, ...secret } = signingWanted(parts, signed, body.signed);
        const kept = poll && polled.sealed(poll, params.id);
        const source = await sources.change(caller.scope, params.id, { ...body, signing }, kept);
        return { status: 200, body: { ...(await presentOne(present, caller.scope, source)), ...secret } };
      },
    }),
    route({
      method: "delete",
      path: "/api/v1/sources/{id}",
      tag,
      summary: "Retire a source: its keys stop working, its incidents stay",
      policy: "sources.manage",
      params: idParam<SourceId>(),
      answers: { 204: { description: "Retired" } },
      handle: async ({ caller, params }) => {
        await sources.archive(caller.scope, params.id);
        return { status: 204 };
      },
    }),
    route({
      method: "post",
      path: "/api/v1/sources/{id}/keys",
      tag,
      summary: "Make a new key; older ones work for another 24 hours",
      policy: "sources.manage",
      params: idParam<SourceId>(),
      answers: { 201: { description: "Made; shown this once", schema: sourceKeySchema } },
      handle: async ({ caller, params }) => {
        const key = newSecret("tsk");
        const previousKeysExpireAt = now() + overlapMs;
        await sources.rotateKey(caller.scope, params.id, sha256(key), previousKeysExpireAt);
        return { status: 201, body: { key, previousKeysExpireAt: toIso(previousKeysExpireAt) } };
      },
    }),
  ];
};

const presentKind = (kind: SourceKind) => ({
  kind: kind.kind,
  title: kind.title,
  description: kind.description,
  settings: settingsSchemaOf(kind),
  connect: [...kind.connect],
  poll: presentPollKind(kind),
});
