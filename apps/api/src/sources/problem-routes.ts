import {
  type IngestResponse,
  ingestResponseSchema,
  moveProblemSchema,
  problemMovedSchema,
  problemsRetriedSchema,
} from "@tocsin/core/intake";
import {
  asId,
  DomainError,
  fieldFaults,
  type PayloadProblemId,
  pageSchema,
  refused,
  type Scope,
  type SourceId,
  toIso,
  toIsoOrNull,
} from "@tocsin/core/kernel";
import {
  type KeptProblem,
  payloadProblemResponseSchema,
  type Source,
  type SourceStore,
  sourceDraftSchema,
} from "@tocsin/core/sources";
import { newSecret, sha256 } from "@tocsin/secrets";
import { z } from "zod";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { idOf, idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
import type { PolledSources } from "./polled-sources.ts";
import { openPresent, presentOne } from "./present.ts";

const tag = "Sources";
const ofProblem = z.object({ id: idOf<SourceId>(), problemId: idOf<PayloadProblemId>() });

/** As much of a payload as a list shows; the problem by itself has all of it. */
const shownMax = 10_000;
/** As many as one request tries again: each may be 5 MB, and somebody waits. */
const triedMax = 200;
const triedAtOnce = 20;

export interface ProblemParts {
  readonly sources: SourceStore;
  readonly polled: PolledSources;
  /** Takes a stored payload in again for its own source. */
  readonly retry: (source: Source, problem: KeptProblem) => Promise<IngestResponse>;
  /** Takes a stored payload in for another source, as if it had been posted there; refuses one of which nothing can be read. */
  readonly takeOver: (source: Source, payload: string) => Promise<IngestResponse>;
  /** Refuses a payload of which a source of the kind could read nothing. */
  readonly refuseUnreadable: (scope: Scope, kind: string, payload: string) => Promise<void>;
}

/** Payloads that could not be read: shown, tried again singly or all, or moved to a source of the kind that they are of. */
export const problemRoutes = ({
  sources,
  polled,
  retry,
  takeOver,
  refuseUnreadable,
}: ProblemParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/sources/{id}/problems",
    tag,
    summary: "List payloads that could not be read, newest first; of a long one its beginning",
    policy: "payloads.read",
    params: idParam<SourceId>(),
    query: pagingQuery,
    answers: { 200: { description: "A page", schema: pageSchema(payloadProblemResponseSchema) } },
    handle: async ({ caller, params, query }) => {
      const page = await sources.problems(caller.scope, params.id, pageRequestOf(query));
      return { status: 200, body: { ...page, items: page.items.map((problem) => presentProblem(problem, shownMax)) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sources/{id}/problems/retry",
    tag,
    summary:
      "Take every payload in again that could not be read, oldest first, 200 at once; for after a fix or an upgrade",
    policy: "sources.manage",
    params: idParam<SourceId>(),
    query: z.object({ after: z.string().optional() }),
    answers: { 200: { description: "How many were tried, and how many could be read", schema: problemsRetriedSchema } },
    handle: async ({ caller, params, query }) => {
      const source = await sources.get(caller.scope, params.id);
      const after = query.after === undefined ? null : asId<PayloadProblemId>(query.after);
      return { status: 200, body: await retryAll({ sources, retry }, caller.scope, source, after) };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/sources/{id}/problems/{problemId}",
    tag,
    summary: "Read a payload that could not be read, whole",
    policy: "payloads.read",
    params: ofProblem,
    answers: { 200: { description: "The problem with its payload", schema: payloadProblemResponseSchema } },
    handle: async ({ caller, params }) => {
      const problem = await sources.problem(caller.scope, params.id, params.problemId);
      return { status: 200, body: presentProblem(problem, problem.payload.length) };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sources/{id}/problems/{problemId}/retry",
    tag,
    summary: "Take a payload in again, after a fix",
    policy: "sources.manage",
    params: ofProblem,
    answers: {
      200: { description: "What became of it, as an ingest answers", schema: ingestResponseSchema },
      409: { description: "It was resolved already" },
      422: { description: "It still cannot be read" },
    },
    handle: async ({ caller, params }) => {
      const source = await sources.get(caller.scope, params.id);
      const problem = await openProblem(sources, caller.scope, params);
      const body = await retry(source, problem);
      await sources.resolveProblem(caller.scope, params.id, params.problemId);
      return { status: 200, body };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/sources/{id}/problems/{problemId}/move",
    tag,
    summary: "Take a payload in for another source, or for a new one of the kind that it looks like",
    policy: "sources.manage",
    params: ofProblem,
    body: moveProblemSchema,
    answers: {
      200: { description: "Where it is now, and what became of it", schema: problemMovedSchema },
      409: { description: "It was resolved already" },
      422: { description: "It cannot be read there, either" },
    },
    handle: async ({ caller, params, body }) => {
      const problem = await openProblem(sources, caller.scope, params);
      if ("sourceId" in body) {
        const source = await sources.get(caller.scope, asId<SourceId>(body.sourceId));
        const taken = await takeOver(source, problem.payload);
        await sources.resolveProblem(caller.scope, params.id, params.problemId);
        return {
          status: 200,
          body: { source: await presentOne(openPresent({ sources, polled }), caller.scope, source), key: null, taken },
        };
      }
      const draft = draftOf(body.newSource, problem);
      await refuseUnreadable(caller.scope, draft.kind, problem.payload);
      const key = newSecret("tsk");
      const source = await sources.create(caller.scope, draft, sha256(key));
      const taken = await takeOver(source, problem.payload);
      await sources.resolveProblem(caller.scope, params.id, params.problemId);
      return {
        status: 200,
        body: { source: await presentOne(openPresent({ sources, polled }), caller.scope, source), key, taken },
      };
    },
  }),
];

const openProblem = async (
  sources: SourceStore,
  scope: Scope,
  { id, problemId }: z.output<typeof ofProblem>,
): Promise<KeptProblem> => {
  const problem = await sources.problem(scope, id, problemId);
  if (problem.resolvedAt !== null) throw refused("problemResolved");
  return problem;
};

const draftOf = (said: { readonly name: string; readonly kind?: string | undefined }, { looksLike }: KeptProblem) => {
  const draft = sourceDraftSchema.safeParse({ name: said.name, kind: said.kind ?? looksLike ?? "" });
  if (draft.success) return draft.data;
  const fault = { path: "newSource.kind", message: fieldFaults.kindUnsaid };
  throw refused("sourceKindNeeded", null, [fault]);
};

const retryAll = async (
  { sources, retry }: Pick<ProblemParts, "sources" | "retry">,
  scope: Scope,
  source: Source,
  from: PayloadProblemId | null,
): Promise<z.output<typeof problemsRetriedSchema>> => {
  let after = from;
  let tried = 0;
  let taken = 0;
  while (tried < triedMax) {
    const problems = await sources.openProblems(scope, source.id, triedAtOnce, after);
    for (const problem of problems) {
      if (await isTaken({ sources, retry }, scope, source, problem)) taken += 1;
    }
    tried += problems.length;
    after = problems.at(-1)?.id ?? after;
    if (problems.length < triedAtOnce) return { tried, taken, next: null };
  }
  return { tried, taken, next: after };
};

/** One that still cannot be read stays as it was, and so does one that somebody else has just resolved. */
const isTaken = async (
  { sources, retry }: Pick<ProblemParts, "sources" | "retry">,
  scope: Scope,
  source: Source,
  problem: KeptProblem,
): Promise<boolean> => {
  try {
    await retry(source, problem);
    await sources.resolveProblem(scope, source.id, problem.id);
    return true;
  } catch (error) {
    if (error instanceof DomainError && ["invalid", "conflict"].includes(error.code)) return false;
    throw error;
  }
};

const presentProblem = ({ receivedAt, resolvedAt, payload, ...problem }: KeptProblem, max: number) => ({
  ...problem,
  payload: payload.slice(0, max).toWellFormed(),
  payloadLength: payload.length,
  receivedAt: toIso(receivedAt),
  resolvedAt: toIsoOrNull(resolvedAt),
});
