import { sourceKindOf } from "@tocsin/core/incidents";
import { ingestResponseSchema, parseJson } from "@tocsin/core/intake";
import { pageSchema, problemSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema } from "@tocsin/core/sources";
import { fixturesByKind, hostileJson, mutationsOf } from "@tocsin/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../testing/answer.ts";
import { propertyMs, runs } from "../testing/runs.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

/** Everything that was kept of a source because it could not be read: payloads by id. */
const readKept = async (app: TestApp, sourceId: string): Promise<ReadonlyMap<string, string>> => {
  const kept = new Map<string, string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const answer = await app.get(`/api/v1/sources/${sourceId}/problems?limit=200${query}`);
    const page = answer.as(pageSchema(payloadProblemResponseSchema));
    for (const { id, payload, payloadLength } of page.items) {
      const isWhole = payload.length === payloadLength;
      const whole = isWhole
        ? payload
        : (await app.get(`/api/v1/sources/${sourceId}/problems/${id}`)).as(payloadProblemResponseSchema).payload;
      kept.set(id, whole);
    }
    cursor = page.next;
  }
  return kept;
};

const refusalSchema = problemSchema.extend({ problems: ingestResponseSchema.shape.problems });

const takenIn = (answer: Answer) =>
  answer.status === 202
    ? answer.as(ingestResponseSchema)
    : { results: [], problems: answer.as(refusalSchema).problems };

test.each(Object.entries(fixturesByKind))(
  "whatever is posted to a source of kind %s is answered, and all of it is either taken in or kept",
  async (kindName, payloads) => {
    await using app = await startReadyApp();
    await app.makeRule();
    const { id } = await app.makeSource(kindName);
    const kind = sourceKindOf(kindName);
    const membersOf = (body: unknown) => (Array.isArray(body) ? body : (kind?.open(body) ?? [body]));
    const promised = new Map<string, unknown>();
    const document = fc.oneof(
      { arbitrary: fc.constantFrom(...payloads).chain(mutationsOf), weight: 3 },
      { arbitrary: hostileJson, weight: 2 },
    );
    const body = fc.oneof(
      document,
      fc.array(document, { maxLength: 4 }),
      fc.record({ value: fc.array(document, { maxLength: 4 }) }),
    );

    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (sent, asLines) => {
        const lines = asLines && Array.isArray(sent) ? sent : null;
        const members = lines ?? membersOf(JSON.parse(JSON.stringify(sent)));
        const answer =
          lines === null
            ? await app.ingest(JSON.stringify(sent))
            : await app.ingest(lines.map((line) => JSON.stringify(line)).join("\n"), { type: "application/x-ndjson" });
        expect([202, 422]).toContain(answer.status);
        const { results, problems } = takenIn(answer);
        expect(results.length + problems.length).toBe(members.length);
        for (const problem of problems) promised.set(problem.id, members[problem.index]);
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      runs(60, 300),
    );

    const kept = await readKept(app, id);
    expect([...kept.keys()].sort()).toEqual([...promised.keys()].sort());
    for (const [problemId, payload] of kept) {
      expect(parseJson(payload)).toEqual(parseJson(JSON.stringify(promised.get(problemId))));
    }
  },
  propertyMs,
);

test(
  "any text at all is answered, and kept where it is no JSON",
  async () => {
    await using app = await startReadyApp();
    const { id } = await app.makeSource();
    const promised = new Map<string, string>();
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.json().map((json) => json.slice(0, -1)),
      fc.constantFrom("\ufeff", "{", "[", '"', "NaN", "[1,]", "{}{}", "\u0000", "nul"),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom("application/json", "application/x-ndjson"), async (sent, type) => {
        const answer = await app.ingest(sent, { type });
        expect([202, 400, 422]).toContain(answer.status);
        if (answer.status === 400) for (const problem of takenIn(answer).problems) promised.set(problem.id, sent);
      }),
      runs(200),
    );
    const kept = await readKept(app, id);
    for (const [problemId, sent] of promised) expect(kept.get(problemId)).toBe(sent.replace(/^\ufeff/, ""));
  },
  propertyMs,
);
