import { type PayloadFault, sourceKindOf } from "../incidents/index.ts";
import { type Digest, DomainError, type Instant, type Job, type PayloadProblemId } from "../kernel/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Source } from "../sources/index.ts";
import { decideChange } from "./decide-change.ts";
import type { IntakeStore, Recorded } from "./ports.ts";
import { readDocument } from "./read-document.ts";

export interface TakeInParts {
  readonly store: IntakeStore;
  /** Nudges a queue outside the database; never awaited by the sender, because the rows are the truth. */
  readonly announce: (jobs: readonly Job[]) => void;
  readonly digest: Digest;
  readonly now: () => Instant;
  /** The kinds of source that can be read; all that there are, unless a test brings its own. */
  readonly kindOf?: typeof sourceKindOf;
}

/** A document of a request's body: what it parses to, and its own text. */
export interface Document {
  readonly value: unknown;
  readonly text: string;
}

/** What became of each document: `results` of those taken in, in order, and `problems` of those that were not. */
export interface TakenIn {
  readonly results: readonly TakenDocument[];
  readonly problems: readonly (PayloadFault & { readonly id: PayloadProblemId; readonly index: number })[];
}

export type TakenDocument =
  | ({ readonly externalId: string } & Omit<Recorded, "jobs">)
  | { readonly externalId: string | null; readonly outcome: "ignored"; readonly reason: string };

/** Takes documents in: reads each in the words of its source's kind, records it, and keeps what cannot be read. */
export const takeIn = async (
  parts: TakeInParts,
  { source, organization }: { readonly source: Source; readonly organization: Organization },
  documents: readonly Document[],
): Promise<TakenIn> => {
  // Every member is handed over before the first is awaited, so that one commit carries them all.
  const taken = await Promise.all(
    documents.map((document, index) => takeOne(parts, source, organization, document, index)),
  );
  return {
    results: taken.flatMap((one) => ("problem" in one ? [] : [one])),
    problems: taken.flatMap((one) => ("problem" in one ? [one] : [])),
  };
};

const takeOne = async (
  { store, announce, digest, now, kindOf = sourceKindOf }: TakeInParts,
  source: Source,
  organization: Organization,
  document: Document,
  index: number,
): Promise<TakenDocument | TakenIn["problems"][number]> => {
  const at = { organizationId: organization.id, sourceId: source.id, receivedAt: now() };
  const kind = kindOf(source.kind);
  if (kind === undefined) throw new DomainError("unavailable", `No reader for sources of kind ${source.kind}`);
  const { tenantId } = organization;
  const context = { sourceId: source.id, tenantId, settings: source.settings, digest };
  const read = readDocument(kind, context, document.value);
  if (!read.ok) {
    const id = await store.keepProblem({ ...at, index, ...read.problem, payload: document.text });
    return { id, index, ...read.problem };
  }
  if (read.value.kind === "ignored") {
    const { externalId, reason } = read.value;
    await store.noteReceived(source.id, at.receivedAt);
    return { externalId, outcome: "ignored", reason };
  }
  const incoming = read.value.incident;
  const { jobs, ...recorded } = await store.record({ ...at, incoming, payload: document.text }, decideChange);
  announce(jobs);
  return { externalId: incoming.externalId, ...recorded };
};
