import { setImmediate } from "node:timers/promises";
import { demand } from "@tocsin/core/access";
import {
  asId,
  type DeviceGroupId,
  pageSchema,
  refused,
  type SilenceId,
  toIso,
  toIsoOrNull,
  wholeOrganization,
} from "@tocsin/core/kernel";
import { previewSilence, type ReplayStore } from "@tocsin/core/notifications";
import {
  type SilenceDraft,
  type SilenceStore,
  type SilenceWithHeld,
  silenceDraftSchema,
  silencedIncidentSchema,
  silencePreviewSchema,
  silenceResponseSchema,
  stateOf,
} from "@tocsin/core/silences";
import { z } from "zod";
import { pageRequestOf, pagingQuery, severalOf } from "../http/paging.ts";
import { idParam } from "../http/params.ts";
import { type Caller, type Reply, type Route, route } from "../http/route.ts";

const tag = "Silences";
const path = "/api/v1/silences";
const states = z.enum(["upcoming", "active", "over"]);

export interface SilenceParts {
  readonly silences: SilenceStore;
  readonly replays: ReplayStore;
  readonly now: () => number;
}

export const silenceRoutes = ({ silences, replays, now }: SilenceParts): readonly Route[] => {
  const reply = (status: number, one: SilenceWithHeld, headers: Record<string, string> = {}): Reply => ({
    status,
    body: present(one, now()),
    headers,
  });
  /** Whoever may silence some device groups may not touch what holds mail of others. */
  const mine = async (caller: Caller, id: SilenceId): Promise<void> => {
    await silences.get(caller.scope, id);
    const { silence } = await silences.get(wholeOrganization(caller.scope.organizationId), id);
    demandGroups(caller, silence.deviceGroups);
  };
  return [
    route({
      method: "get",
      path,
      tag,
      summary: "List silences, those that end last first",
      policy: "silences.read",
      query: pagingQuery.extend({ state: severalOf(states) }),
      answers: { 200: { description: "A page", schema: pageSchema(silenceResponseSchema) } },
      handle: async ({ caller, query }) => {
        const page = await silences.list(caller.scope, query.state, pageRequestOf(query));
        return { status: 200, body: { ...page, items: page.items.map((one) => present(one, now())) } };
      },
    }),
    route({
      method: "post",
      path,
      tag,
      summary: "Be quiet for a while; only a comment and an end are required. Nothing high is held unless that is said",
      policy: "silences.manage",
      body: silenceDraftSchema,
      answers: {
        201: { description: "Made", schema: silenceResponseSchema },
        403: { description: "It would hold mail of device groups that are not yours" },
        422: { description: "The body says something that cannot be" },
      },
      handle: async ({ caller, body }) => {
        demandGroups(caller, body.deviceGroups);
        const made = await silences.create(caller.scope, body, caller.actor);
        return reply(201, made, { Location: `${path}/${made.silence.id}` });
      },
    }),
    route({
      method: "post",
      path: `${path}/preview`,
      tag,
      summary: "Which incidents of the last seven days a silence, as drafted, would have held; nothing is stored",
      policy: "silences.manage",
      body: silenceDraftSchema,
      answers: {
        200: { description: "What it would have held", schema: silencePreviewSchema },
        422: { description: "The body says something that cannot be" },
      },
      handle: async ({ caller, body }) => {
        demandGroups(caller, body.deviceGroups);
        const parts = { store: replays, now, pause: async () => void (await setImmediate()) };
        const preview = await previewSilence(parts, caller.scope, body);
        const incidents = preview.incidents.map(({ at, ...one }) => ({ ...one, at: toIso(at) }));
        return { status: 200, body: { ...preview, incidents } };
      },
    }),
    route({
      method: "get",
      path: `${path}/{id}`,
      tag,
      summary: "Read a silence, with how much it has held until now",
      policy: "silences.read",
      params: idParam<SilenceId>(),
      answers: { 200: { description: "The silence", schema: silenceResponseSchema } },
      handle: async ({ caller, params }) => reply(200, await silences.get(caller.scope, params.id)),
    }),
    route({
      method: "put",
      path: `${path}/{id}`,
      tag,
      summary: "Change a silence that is not over, such as its end",
      policy: "silences.manage",
      params: idParam<SilenceId>(),
      body: silenceDraftSchema,
      answers: {
        200: { description: "Saved", schema: silenceResponseSchema },
        403: { description: "It holds, or would hold, mail of device groups that are not yours" },
        409: { description: "It is over" },
        422: { description: "The body says something that cannot be" },
      },
      handle: async ({ caller, params, body }) => {
        await mine(caller, params.id);
        demandGroups(caller, body.deviceGroups);
        return reply(200, await silences.save(caller.scope, params.id, body satisfies SilenceDraft));
      },
    }),
    route({
      method: "post",
      path: `${path}/{id}/end`,
      tag,
      summary: "End a silence now. What it held is not mailed later; it is listed",
      policy: "silences.manage",
      params: idParam<SilenceId>(),
      answers: {
        200: { description: "It is over", schema: silenceResponseSchema },
        403: { description: "It holds mail of device groups that are not yours" },
        409: { description: "It was over already" },
      },
      handle: async ({ caller, params }) => {
        await mine(caller, params.id);
        return reply(200, await silences.end(caller.scope, params.id));
      },
    }),
    route({
      method: "get",
      path: `${path}/{id}/incidents`,
      tag,
      summary: "The incidents of which a silence held something, latest number first",
      policy: "silences.read",
      params: idParam<SilenceId>(),
      query: pagingQuery,
      answers: { 200: { description: "A page", schema: pageSchema(silencedIncidentSchema) } },
      handle: async ({ caller, params, query }) => {
        const { limit, after } = pageRequestOf(query);
        if (after !== null && !/^\d{1,15}$/.test(after)) {
          throw refused("staleCursor");
        }
        const page = await silences.heldBy(caller.scope, params.id, { limit, after });
        return {
          status: 200,
          body: { ...page, items: page.items.map(({ at, ...one }) => ({ ...one, at: toIso(at) })) },
        };
      },
    }),
  ];
};

/** Without groups it speaks of all of them. */
const demandGroups = ({ rights }: Caller, groups: readonly string[]): void =>
  demand(
    rights,
    "silences.manage",
    groups.length === 0
      ? { kind: "everything" }
      : { kind: "everyGroup", ids: groups.map((id) => asId<DeviceGroupId>(id)) },
  );

const present = ({ silence, hiddenDeviceGroups, held }: SilenceWithHeld, now: number) => {
  const { organizationId: _organizationId, createdBy: _createdBy, ...rest } = silence;
  return {
    ...rest,
    startsAt: toIso(silence.startsAt),
    endsAt: toIso(silence.endsAt),
    endedAt: toIsoOrNull(silence.endedAt),
    createdAt: toIso(silence.createdAt),
    state: stateOf(silence, now),
    hiddenDeviceGroups,
    held,
  };
};
