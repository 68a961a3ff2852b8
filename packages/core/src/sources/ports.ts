import type { Instant, Page, PageRequest, PayloadProblemId, Scope, SourceId } from "../kernel/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Source, SourceDraft } from "./source.ts";

export interface KeptProblem {
  readonly id: PayloadProblemId;
  readonly index: number;
  readonly path: string;
  readonly problem: string;
  readonly payload: string;
  readonly receivedAt: Instant;
  readonly resolvedAt: Instant | null;
}

/** Keys come in as hashes only: a key itself is made, shown once and forgotten at the edge. */
export interface SourceStore {
  list(scope: Scope, page: PageRequest): Promise<Page<Source>>;
  get(scope: Scope, id: SourceId): Promise<Source>;
  create(scope: Scope, draft: SourceDraft, keyHash: string): Promise<Source>;
  rename(scope: Scope, id: SourceId, change: Pick<SourceDraft, "name" | "settings">): Promise<Source>;
  archive(scope: Scope, id: SourceId): Promise<void>;
  /** Adds a key; the older ones work until `oldKeysExpireAt`. */
  rotateKey(scope: Scope, id: SourceId, keyHash: string, oldKeysExpireAt: Instant): Promise<void>;
  /** Whose key this is, with the organization; null for one that is unknown, expired or of an archived source. */
  findByKeyHash(keyHash: string): Promise<{ readonly source: Source; readonly organization: Organization } | null>;
  problems(scope: Scope, id: SourceId, page: PageRequest): Promise<Page<KeptProblem>>;
  problem(scope: Scope, id: SourceId, problemId: PayloadProblemId): Promise<KeptProblem>;
  resolveProblem(scope: Scope, id: SourceId, problemId: PayloadProblemId): Promise<void>;
}
