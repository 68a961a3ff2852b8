import { sourceKindOf } from "@tocsin/core/incidents";
import { DomainError, refused, type SourceId } from "@tocsin/core/kernel";
import { type ConnectionTest, connectionTestSchema, pollDraftSchema, type SourceStore } from "@tocsin/core/sources";
import type { PollApiSetting } from "@tocsin/outbound";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import { type DraftedPoll, draftedPoll } from "./draft-poll.ts";
import type { PolledSourcesParts } from "./polled-sources.ts";

export interface PollParts extends PolledSourcesParts {
  readonly sources: SourceStore;
  /** Goes the way of a poll once. */
  readonly testConnection: (asked: Pick<PollApiSetting, "kind" | "setting" | "secrets">) => Promise<ConnectionTest>;
}

const tag = "Sources";
const answers = {
  200: { description: "What was found on the way, and what to do about it", schema: connectionTestSchema },
  422: { description: "The body says something that cannot be" },
};

/** Whether a source can be polled, looked at before it is made, and after. */
export const pollRoutes = (parts: PollParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/source-kinds/{kind}/test-connection",
    tag,
    summary: "Test how a source would be polled: signs in and asks for one incident; changes nothing",
    policy: "sources.manage",
    params: z.object({ kind: z.string().max(100) }),
    body: pollDraftSchema,
    answers,
    handle: async ({ params, body }) => {
      if (sourceKindOf(params.kind)?.poll === undefined) {
        throw new DomainError("notFound", "There is no such kind of source that can be polled");
      }
      return { status: 200, body: await tested(parts, draftedPoll(params.kind, body, null, parts)) };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sources/{id}/test-connection",
    tag,
    summary: "Test how a source is polled, or would be with other settings; changes nothing",
    policy: "sources.manage",
    params: idParam<SourceId>(),
    body: z.strictObject({ poll: pollDraftSchema.optional() }),
    answers: { ...answers, 409: { description: "The source is not polled" } },
    handle: async ({ caller, params, body }) => {
      const source = await parts.sources.get(caller.scope, params.id);
      const poll = (await parts.polls.of(caller.scope, [source.id])).get(source.id);
      const draft = body.poll ?? poll?.setting;
      if (draft === undefined) throw refused("sourceNotPolled");
      const kept = poll === undefined ? null : { id: source.id, poll };
      return { status: 200, body: await tested(parts, draftedPoll(source.kind, draft, kept, parts)) };
    },
  }),
];

const tested = ({ testConnection }: PollParts, drafted: DraftedPoll): Promise<ConnectionTest> =>
  testConnection(drafted);
