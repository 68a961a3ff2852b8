import type { Instant, Page, PageRequest, PayloadProblemId, Scope, SourceId } from "../kernel/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { PollWords } from "./poll/index.ts";
import type { SourceState } from "./signs-of-life.ts";
import type { Source, SourceWords } from "./source.ts";

export interface KeptProblem {
  readonly id: PayloadProblemId;
  readonly index: number;
  readonly path: string;
  readonly problem: string;
  readonly payload: string;
  /** The kind of source that it looks like, where that is plain. */
  readonly looksLike: string | null;
  readonly receivedAt: Instant;
  readonly resolvedAt: Instant | null;
}

/** How one source fares, for those who count sources. */
export interface SourceStandingRow {
  readonly kind: string;
  readonly state: SourceState;
  readonly openProblems: number;
}

/** Keys come in as hashes only: a key itself is made, shown once and forgotten at the edge. */
export interface SourceStore {
  /** Finds sources that have gone silent, tells their administrators, and answers how many. */
  noteSilence(now: Instant): Promise<number>;
  list(scope: Scope, page: PageRequest): Promise<Page<Source>>;
  get(scope: Scope, id: SourceId): Promise<Source>;
  /** Adds a source; with `pollOf`, which is told its id, one that is polled: both are kept, or neither. */
  create(scope: Scope, draft: SourceWords, keyHash: string, pollOf?: (id: SourceId) => PollWords): Promise<Source>;
  /**
   * Changes a source and how it is polled, both or neither: null ends polling, undefined leaves it as it is. Where the tenant
   * or the address is another one, polling starts anew. Whoever is at it loses its hold, so that nothing goes on by the old
   * setting.
   */
  change(scope: Scope, id: SourceId, change: Omit<SourceWords, "kind">, poll?: PollWords | null): Promise<Source>;
  archive(scope: Scope, id: SourceId): Promise<void>;
  /** Adds a key; the older ones work until `oldKeysExpireAt`. */
  rotateKey(scope: Scope, id: SourceId, keyHash: string, oldKeysExpireAt: Instant): Promise<void>;
  /** Whose key this is, with the organization; null for one that is unknown, expired or of an archived source. */
  findByKeyHash(keyHash: string): Promise<{ readonly source: Source; readonly organization: Organization } | null>;
  problems(scope: Scope, id: SourceId, page: PageRequest): Promise<Page<KeptProblem>>;
  problem(scope: Scope, id: SourceId, problemId: PayloadProblemId): Promise<KeptProblem>;
  /** How many problems of each source are not resolved; a source without any is not in it. */
  countOpenProblems(scope: Scope, ids: readonly SourceId[]): Promise<ReadonlyMap<SourceId, number>>;
  /** The oldest problems that are not resolved, in order, after one of them. */
  openProblems(
    scope: Scope,
    id: SourceId,
    limit: number,
    after: PayloadProblemId | null,
  ): Promise<readonly KeptProblem[]>;
  resolveProblem(scope: Scope, id: SourceId, problemId: PayloadProblemId): Promise<void>;
  /** Of every organization, for metrics; the demo's own sources are not among them. */
  standing(): Promise<readonly SourceStandingRow[]>;
}

/** What became of the id of a signed message: new here, taken in already, or being taken in by another request. */
export type MessageClaim = "first" | "taken" | "underway";

/** Signing secrets come in and go out sealed. Throws `notFound`. */
export interface SigningStore {
  /** Those that count now, the newest first; none where the source is not signed. */
  secretsOf(sourceId: SourceId): Promise<readonly string[]>;
  /** Adds a secret; the older ones work until `oldSecretsExpireAt`. From the first on, the source is signed. */
  add(scope: Scope, id: SourceId, sealed: string, oldSecretsExpireAt: Instant): Promise<void>;
  /** Claims the id of a message for whoever asks first, of all processes. */
  claim(sourceId: SourceId, messageId: string, now: Instant): Promise<MessageClaim>;
  /** The message was taken in, or may be sent again. */
  settle(sourceId: SourceId, messageId: string, taken: boolean): Promise<void>;
}
