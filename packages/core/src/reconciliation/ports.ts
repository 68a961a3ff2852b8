import type { ChangeId, Instant, OrganizationId, Page, PageRequest, Scope } from "../kernel/index.ts";
import type { ChangeOnRecord, Finding, Round } from "./reconcile.ts";

/** The next changes of a round, and where it stands after them. */
export interface RoundPage {
  readonly round: Round;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly ChangeOnRecord[];
  /** Whether more are to be looked at already. */
  readonly more: boolean;
}

/** What looking at some changes showed. Findings about them that were open and are not among these are over. */
export interface Looked {
  readonly changeIds: readonly ChangeId[];
  readonly findings: readonly Finding[];
}

/** A finding as it is listed, with the names that people know things by. */
export interface FindingListed extends Finding {
  readonly id: string;
  readonly foundAt: Instant;
  /** When the change was committed. */
  readonly at: Instant;
  readonly incidentNumber: number;
  /** Null where the rule is gone. */
  readonly ruleName: string | null;
}

/** How mails and decisions agree, in the whole installation. Numbers only. */
export interface ReconciliationStanding {
  readonly missing: number;
  readonly surplus: number;
  /** When the last pass ended; null before the first. */
  readonly checkedAt: Instant | null;
  /** Changes that were committed until then have been looked at; null before the first pass. */
  readonly through: Instant | null;
}

export interface ReconciliationStore {
  /** Reads on where a round stands: changes that were committed before `until`, in their order, at most `limit`. */
  nextOf(round: Round, until: Instant, limit: number): Promise<RoundPage>;
  /** Keeps what a page showed and moves its round on. False, and nothing is kept, where another worker has done so. */
  keepPage(page: RoundPage, findings: readonly Finding[], now: Instant): Promise<boolean>;
  /** Changes to look at again: those with open findings, and those whose mail a digest left behind. At most `limit`. */
  suspects(limit: number): Promise<readonly ChangeOnRecord[]>;
  keep(looked: Looked, now: Instant): Promise<void>;
  /** Every change that was committed since then and whose decisions are still kept, in pages after `after`. */
  since(at: Instant, until: Instant, after: ChangeId | null, limit: number): Promise<readonly ChangeOnRecord[]>;
  standing(): Promise<ReconciliationStanding>;
  /** Open findings that the caller may see, newest first. */
  list(scope: Scope, page: PageRequest): Promise<Page<FindingListed>>;
  /** Takes open findings off the list, because a person has seen them; answers how many. */
  markSeen(organizationId: OrganizationId, now: Instant): Promise<number>;
}
