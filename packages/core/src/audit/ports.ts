import type { Instant, OrganizationId, Page, PageRequest } from "../kernel/index.ts";
import type { ChainFault, ChainHead } from "./chain.ts";
import type { Act, AuditEntry } from "./entry.ts";

/** What a list is narrowed to; null asks for everything. */
export interface AuditFilter {
  /** The id of a user, or a part of the name. */
  readonly actor: string | null;
  /** A part of the action, or the right that it takes. */
  readonly action: string | null;
  /** The noun, or the id, of what was acted on. */
  readonly object: string | null;
  readonly outcome: AuditEntry["outcome"] | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export interface AuditReader {
  readonly organizationId: OrganizationId;
  readonly administersAll: boolean;
}

export interface ChainVerdict {
  readonly entries: number;
  readonly head: ChainHead;
  /** The first thing that is wrong; null where the chain is whole. */
  readonly fault: ChainFault | null;
}

export interface AuditStore {
  /**
   * Runs what a request does. The first thing that it writes is committed together with an entry, or neither is; a request
   * that writes nothing leaves none.
   */
  inTheNameOf<Value>(act: Act, run: () => Promise<Value>): Promise<Value>;
  /** Records that an act was refused. */
  deny(act: Act, denied: NonNullable<AuditEntry["denied"]>): Promise<void>;
  /** Whether there is, in whatever organization, a thing of each of these ids: else nothing was refused to anybody. */
  hasAll(ids: readonly string[]): Promise<boolean>;
  /** Newest first: of the reader's organization, and what is of none where he administers all of them. */
  list(reader: AuditReader, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
  /** Goes through the chain of the whole installation; `noted` is an end that it had earlier, which must be part of it. */
  verify(noted?: ChainHead | null): Promise<ChainVerdict>;
}
