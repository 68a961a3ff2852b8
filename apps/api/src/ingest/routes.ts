import { type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import {
  type IngestResponse,
  type IntakeStore,
  ingestResponseSchema,
  type TakenDocument,
  type TakenIn,
} from "@tocsin/core/intake";
import { DomainError, problemSchema } from "@tocsin/core/kernel";
import type { Organization } from "@tocsin/core/organizations";
import type { Source, SourceStore } from "@tocsin/core/sources";
import { sha256 } from "@tocsin/secrets";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { Logger } from "pino";
import { z } from "zod";
import type { Metrics } from "../health/metrics.ts";
import { secretOf } from "../http/authenticate.ts";
import { isJson } from "../http/json-body.ts";
import { sendProblem } from "../http/problem.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { RouteContract } from "../http/route.ts";
import { type BodyFault, type BodyPart, parseBody } from "./parse-body.ts";
import { once, type SignedParts, signedIdOf } from "./signed.ts";

export interface IngestParts extends SignedParts {
  readonly sources: SourceStore;
  readonly store: IntakeStore;
  readonly takeIn: (
    of: { readonly source: Source; readonly organization: Organization },
    parts: readonly BodyPart[],
  ) => Promise<TakenIn>;
  readonly metrics: Pick<Metrics, "countProblem">;
  readonly log: Logger;
}

const path = "/api/v1/ingest";
/** For senders that cannot set a header, where the source allows it. */
const pathWithKey = `${path}/{key}`;
const bodyLimit = "5mb";
/** What is kept of a body that is not even JSON. */
const keptCharacters = 256 * 1_024;

/** A refusal that names what was kept: each problem can be read, and tried again, under its id. */
const keptProblemsSchema = problemSchema
  .extend({ problems: ingestResponseSchema.shape.problems })
  .meta({ id: "IngestProblem" });
/** Nothing is kept of a body that could not even be unpacked. */
const keptBodySchema = keptProblemsSchema.partial({ problems: true }).meta({ id: "IngestBodyProblem" });
const type = "application/problem+json";

export const ingestContract: RouteContract = {
  method: "post",
  path,
  tag: "Ingestion",
  summary: "Take incidents in: one document, an array, the kind's own envelope, or NDJSON",
  policy: "sourceKey",
  body: z.unknown(),
  bodyTypes: ["application/x-ndjson"],
  answers: {
    202: { description: "Stored; what became of each document", schema: ingestResponseSchema },
    400: { description: "The body is not JSON; it is kept with its problem", schema: keptBodySchema, type },
    401: { description: "No source has this key, or a source that signs has not signed this" },
    409: { description: "A signed message with this id is being taken in just now" },
    413: { description: "The body is larger than 5 MB, or holds more than 10,000 documents; nothing of it is kept" },
    415: { description: "The body is of another type than JSON or NDJSON" },
    422: { description: "No document could be read; each is kept with its problem", schema: keptProblemsSchema, type },
    503: { description: "The database cannot be written just now; send it again" },
  },
};

export const ingestWithKeyContract: RouteContract = {
  ...ingestContract,
  path: pathWithKey,
  summary: "The same with the key in the address, where the source allows it: for senders that cannot set a header",
  params: z.object({ key: z.string() }),
};

/** Mounts the routes that sources post to. They read the body themselves, because a body that is no JSON is kept too. */
export const registerIngest = (router: Router, parts: IngestParts): void => {
  const readText = express.text({
    limit: bodyLimit,
    type: () => true,
    defaultCharset: "utf-8",
    // What is signed are bytes, not the text that they spell.
    verify: (_request, response, bytes) => {
      (response as Response).locals["bytes"] = bytes;
    },
  });
  const inPath: KeyOf = (request) => String(request.params["key"]);
  router.post(
    path,
    identify(parts, secretOf, () => true),
    checkType,
    readText,
    ingest(parts),
  );
  router.post(
    `${path}/:key`,
    identify(parts, inPath, (source) => source.keyInPath),
    checkType,
    readText,
    ingest(parts),
  );
};

type KeyOf = (request: Request) => string | null;

const identify =
  ({ sources }: IngestParts, keyOf: KeyOf, allowed: (source: Source) => boolean): RequestHandler =>
  async (request, response, next) => {
    const key = keyOf(request);
    const found = key === null ? null : await sources.findByKeyHash(sha256(key));
    if (found === null || !allowed(found.source)) {
      throw new DomainError("unauthenticated", "Send the source's key as Authorization: Bearer, or as Basic password");
    }
    const kind = sourceKindOf(found.source.kind);
    if (kind === undefined) throw new DomainError("unavailable", `No reader for sources of kind ${found.source.kind}`);
    response.locals["sender"] = { ...found, kind } satisfies Sender;
    next();
  };

interface Sender {
  readonly source: Source;
  readonly organization: Organization;
  readonly kind: SourceKind;
}

const checkType: RequestHandler = (request, _response, next) => {
  next(
    isJson(request) || isNdjson(request)
      ? undefined
      : new DomainError("unsupportedMediaType", "Send the body as application/json or application/x-ndjson"),
  );
};

const isNdjson = (request: Request): boolean =>
  /^application\/x-ndjson\s*(;|$)/i.test(request.get("content-type") ?? "");

const ingest =
  (parts: IngestParts): RequestHandler =>
  async (request, response) => {
    const { source } = response.locals["sender"] as Sender;
    const bytes = (response.locals["bytes"] as Buffer | undefined) ?? Buffer.of();
    const messageId = await signedIdOf(parts, source, request, bytes);
    const answered = await once(parts, source, messageId, async () => {
      await takeBodyIn(parts, request, response);
      return response.statusCode;
    });
    // Sent again by a sender that missed our answer, or by somebody who listened: it is taken in, and changes nothing.
    if (answered === null) response.status(202).json({ results: [], problems: [] } satisfies IngestResponse);
  };

const takeBodyIn = async (parts: IngestParts, request: Request, response: Response): Promise<void> => {
  const sender = response.locals["sender"] as Sender;
  const text = typeof request.body === "string" ? request.body : "";
  const body = parseBody(text, isNdjson(request), sender.kind);
  if (!body.ok) return refuseBody(parts, sender, text, body.problem, response);
  const { results, problems } = present(await parts.takeIn(sender, body.value));
  logTaken(parts.log, response, sender, results.length, problems.length);
  if (results.length > 0 || problems.length === 0) return void response.status(202).json({ results, problems });
  const refusal = new DomainError("invalid", "No document could be read; each is kept with its problem");
  sendProblem(response, refusal, { problems });
};

/** Counts only: what a payload says is for those who may read its source's problems. */
const logTaken = (
  log: Logger,
  response: Response,
  { source }: Pick<Sender, "source">,
  taken: number,
  problems: number,
): void => {
  const said = { requestId: requestIdOf(response), sourceId: source.id, taken, problems };
  log[problems > 0 ? "info" : "debug"](said, "Payloads");
};

/** Even what is not JSON is kept, so that nothing a source sent is lost. */
const refuseBody = async (
  { store, now, metrics, log }: IngestParts,
  { source, organization }: Sender,
  text: string,
  { path: at, problem }: BodyFault,
  response: Response,
): Promise<void> => {
  const id = await store.keepProblem({
    organizationId: organization.id,
    sourceId: source.id,
    index: 0,
    path: at,
    problem,
    payload: text.slice(0, keptCharacters),
    receivedAt: now(),
  });
  metrics.countProblem(source.kind);
  logTaken(log, response, { source }, 0, 1);
  const problems = [{ id, index: 0, path: at, problem }];
  sendProblem(response, new DomainError("malformed", `The body ${problem}`), { problems });
};

const present = ({ results, problems }: TakenIn): IngestResponse => ({
  results: results.map(presentResult),
  problems: problems.map(({ id, index, path: at, problem, looksLike }) => ({
    id,
    index,
    path: at,
    problem,
    ...(looksLike === undefined ? {} : { looksLike }),
  })),
});

const presentResult = (taken: TakenDocument): IngestResponse["results"][number] => {
  if (taken.outcome === "ignored") {
    const { externalId, reason } = taken;
    const nothing = { incidentId: null, number: null, kinds: [], notifications: 0, deliveries: 0 };
    return { externalId, change: "ignored", reason, ...nothing };
  }
  const { outcome, kinds, ...rest } = taken;
  return { ...rest, change: outcome, kinds: [...kinds] };
};

export { present as presentTakenIn };
