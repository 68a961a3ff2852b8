import { type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import {
  type Document,
  type IngestResponse,
  type IntakeStore,
  parseJson,
  readDocument,
  takeIn,
} from "@tocsin/core/intake";
import { DomainError, refused, wholeOrganization } from "@tocsin/core/kernel";
import type { Source } from "@tocsin/core/sources";
import { sha256 } from "@tocsin/secrets";
import type { AppParts } from "../app-parts.ts";
import { measureIntake } from "../health/measure-intake.ts";
import type { ProblemParts } from "../sources/problem-routes.ts";
import { parseBody } from "./parse-body.ts";
import { presentTakenIn, type registerIngest } from "./routes.ts";

/* How payloads get to the intake: posted, pasted, tried again, or made for the demo. */

/** A pasted body says no type: what is no JSON as a whole may still be lines of it. */
export const parsePasted = (text: string, kind: SourceKind) => {
  const whole = parseBody(text, false, kind);
  if (whole.ok || !text.trim().includes("\n")) return whole;
  const lines = parseBody(text, true, kind);
  return lines.ok && lines.value.every(({ fault }) => fault === undefined) ? lines : whole;
};

type TakeIn = Parameters<typeof registerIngest>[1]["takeIn"];

export const openTakeIn = ({ intake, announce, now, metrics }: AppParts): TakeIn => {
  const takeInParts = { announce, digest: sha256, now };
  const measured = measureIntake(intake, metrics);
  return async (of, parts) => {
    // A line that is no JSON goes along as a document without a value, and keeps the fault that was found before.
    const store: IntakeStore = {
      ...measured,
      keepProblem: (problem) => intake.keepProblem({ ...problem, ...parts[problem.index]?.fault }),
    };
    const { results, problems } = await takeIn({ ...takeInParts, store }, of, parts);
    const taken = { results, problems: problems.map((problem) => ({ ...problem, ...parts[problem.index]?.fault })) };
    const { kind } = of.source;
    for (const { outcome } of taken.results) metrics.countPayload(kind, outcome);
    for (const _problem of taken.problems) metrics.countProblem(kind);
    return taken;
  };
};

export const openDemoIntake = (parts: AppParts) => {
  const takeThrough = openTakeIn(parts);
  return async (source: Source, payload: unknown): Promise<void> => {
    const organization = await parts.organizations.get(wholeOrganization(source.organizationId));
    await takeThrough({ source, organization }, [{ value: payload, text: JSON.stringify(payload) }]);
  };
};

/** Takes stored payloads in again; one that still cannot be read stays where it is, under its old id. */
export const openRetake = (parts: AppParts): Omit<ProblemParts, "sources" | "polled"> => {
  const takeInParts = { announce: parts.announce, digest: sha256, now: parts.now };
  const measured = measureIntake(parts.intake, parts.metrics);

  const take = async (source: Source, store: IntakeStore, documents: readonly Document[]): Promise<IngestResponse> => {
    const organization = await parts.organizations.get(wholeOrganization(source.organizationId));
    const taken = await takeIn({ ...takeInParts, store }, { source, organization }, documents);
    const [problem] = taken.problems;
    if (problem && taken.results.length === 0) {
      throw refused("stillUnreadable", null, [{ path: problem.path, message: problem.problem }]);
    }
    for (const { outcome } of taken.results) parts.metrics.countPayload(source.kind, outcome);
    return presentTakenIn(taken);
  };

  return {
    retry: (source, { id, payload }) =>
      take(source, { ...measured, keepProblem: async () => id }, [documentOf(payload)]),
    takeOver: (source, payload) => take(source, measured, documentsOf(source.kind, payload)),
    refuseUnreadable: async (scope, kind, payload) => {
      const { tenantId } = await parts.organizations.get(scope);
      const context = { sourceId: "preview", tenantId, settings: {}, digest: sha256 };
      const read = documentsOf(kind, payload).map(({ value }) => readDocument(kindNamed(kind), context, value));
      const [fault] = read.flatMap((one) => (one.ok ? [] : [one.problem]));
      if (fault === undefined || read.some(({ ok }) => ok)) return;
      throw refused("unreadableThere", null, [{ path: fault.path, message: fault.problem }]);
    },
  };
};

const kindNamed = (kind: string): SourceKind => {
  const found = sourceKindOf(kind);
  if (found === undefined) throw new DomainError("unavailable", `No reader for sources of kind ${kind}`);
  return found;
};

/** The documents of a stored payload, taken apart as if it had been posted to a source of the kind. */
const documentsOf = (kind: string, payload: string): readonly Document[] => {
  const parsed = parsePasted(payload, kindNamed(kind));
  if (!parsed.ok) throw new DomainError("invalid", `It ${parsed.problem.problem}`);
  return parsed.value;
};

const documentOf = (text: string): Document => {
  const parsed = parseJson(text);
  if (!parsed.ok) throw refused("notJson");
  return { value: parsed.value, text };
};
