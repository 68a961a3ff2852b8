import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { SourceKind } from "../incidents/index.ts";
import { asId, attemptJob, DomainError, err, type Job, ok, type PayloadProblemId } from "../kernel/index.ts";
import { anIncoming, anOrganization, aSource, type Effect, noon, testDigest } from "../testing/index.ts";
import { decideChange } from "./decide-change.ts";
import type { IntakeStore } from "./ports.ts";
import { type Document, type TakenIn, takeIn } from "./take-in.ts";

/** Reads a text: `!` is no detection, `?` cannot be read, `#` breaks the reader, anything else is an incident's id. */
const plain: SourceKind = {
  kind: "plain",
  title: "Plain",
  description: "",
  settings: z.unknown(),
  connect: [],
  open: () => null,
  recognises: () => false,
  normalise: (payload, { sourceId, tenantId, settings }) => {
    if (payload === "#") throw new Error("no reader for this");
    if (payload === "?") return err({ path: "id", problem: "is missing" });
    if (payload === "!") return ok({ kind: "ignored", externalId: null, reason: "a passed check" });
    return ok({
      kind: "incident",
      incident: anIncoming({ externalId: String(payload), authority: [sourceId, tenantId, settings].join(" ") }),
    });
  },
};

const source = aSource({ kind: "plain", settings: "lenient" });
const organization = anOrganization({ tenantId: "tenant-1" });
const job = attemptJob("delivery-1", 1, noon);
const recorded = {
  incidentId: asId<never>("incident-1"),
  number: 1042,
  outcome: "opened",
  kinds: ["opened"],
  notifications: 2,
  deliveries: 1,
} as const;

const taken = async (values: readonly unknown[], kindOf = (kind: string) => (kind === "plain" ? plain : undefined)) => {
  const effects: Effect[] = [];
  const store: IntakeStore = {
    record: (request, decide) => {
      effects.push(["record", request, decide]);
      return Promise.resolve({ ...recorded, jobs: [job] });
    },
    noteReceived: (...noted) => {
      effects.push(["noteReceived", ...noted]);
      return Promise.resolve();
    },
    keepProblem: (problem) => {
      effects.push(["keepProblem", problem]);
      return Promise.resolve(asId<PayloadProblemId>(`problem-${problem.index}`));
    },
  };
  const announce = (jobs: readonly Job[]) => void effects.push(["announce", jobs]);
  const documents = values.map((value): Document => ({ value, text: JSON.stringify(value) }));
  const parts = { store, announce, digest: testDigest, now: () => noon, kindOf };
  const answer: TakenIn = await takeIn(parts, { source, organization }, documents);
  return { answer, effects };
};

const at = { organizationId: organization.id, sourceId: source.id, receivedAt: noon };

describe("a document", () => {
  test("is read in the words of its source, recorded, and announced once that is committed", async () => {
    expect(await taken(["a"])).toEqual({
      answer: { results: [{ externalId: "a", ...recorded }], problems: [] },
      effects: [
        [
          "record",
          { ...at, incoming: anIncoming({ externalId: "a", authority: "source-1 tenant-1 lenient" }), payload: '"a"' },
          decideChange,
        ],
        ["announce", [job]],
      ],
    });
  });

  test("that is no detection is ignored with the reason, and not recorded", async () => {
    expect(await taken(["!"])).toEqual({
      answer: { results: [{ externalId: null, outcome: "ignored", reason: "a passed check" }], problems: [] },
      effects: [["noteReceived", source.id, noon]],
    });
  });

  test("that cannot be read is kept with its problem", async () => {
    expect(await taken(["?"])).toEqual({
      answer: { results: [], problems: [{ id: "problem-0", index: 0, path: "id", problem: "is missing" }] },
      effects: [["keepProblem", { ...at, index: 0, path: "id", problem: "is missing", payload: '"?"' }]],
    });
  });

  test("that breaks its reader is kept too, to be tried again after a fix", async () => {
    const problem = "cannot be read: no reader for this";
    expect(await taken(["#"])).toEqual({
      answer: { results: [], problems: [{ id: "problem-0", index: 0, path: "", problem }] },
      effects: [["keepProblem", { ...at, index: 0, path: "", problem, payload: '"#"' }]],
    });
  });

  test("that is out of bounds is kept, and no reader looks at it", async () => {
    const deep = JSON.parse(`${"[".repeat(65)}${"]".repeat(65)}`);
    const { answer, effects } = await taken([deep], () => ({ ...plain, normalise: () => Promise.reject() as never }));
    expect({
      results: answer.results,
      ids: answer.problems.map(({ id }) => id),
      effects: effects.map(([name]) => name),
    }).toEqual({
      results: [],
      ids: ["problem-0"],
      effects: ["keepProblem"],
    });
  });
});

describe("several documents", () => {
  test("are each taken in for themselves: one that cannot be read holds up no other", async () => {
    const { answer } = await taken(["a", "?", "!", "#", "b"]);
    expect(answer).toEqual({
      results: [
        { externalId: "a", ...recorded },
        { externalId: null, outcome: "ignored", reason: "a passed check" },
        { externalId: "b", ...recorded },
      ],
      problems: [
        { id: "problem-1", index: 1, path: "id", problem: "is missing" },
        { id: "problem-3", index: 3, path: "", problem: "cannot be read: no reader for this" },
      ],
    });
  });

  test("are all handed over before any is announced, so that one commit can carry them", async () => {
    const { effects } = await taken(["a", "b"]);
    expect(effects.map(([name]) => name)).toEqual(["record", "record", "announce", "announce"]);
  });

  test("may be none", async () => {
    expect((await taken([])).answer).toEqual({ results: [], problems: [] });
  });
});

test("a source of a kind that this version cannot read ends the request, so that its sender tries again", async () => {
  await expect(taken(["a"], () => undefined)).rejects.toEqual(
    new DomainError("unavailable", "No reader for sources of kind plain"),
  );
});
