import type { Actor, Instant, Page, PageRequest, RuleId, Scope, UserId } from "../kernel/index.ts";
import type { Recipient } from "../recipients/index.ts";
import type { NotificationRule, RuleDraft, RuleRecipient } from "./notification-rule.ts";
import type { RuleFilter } from "./rule-filter.ts";

/** A rule with what its recipients are beyond it: their languages and time zones. */
export interface RuleWithRecipients {
  readonly rule: NotificationRule;
  readonly recipients: ReadonlyMap<string, Pick<Recipient, "locale" | "timeZone">>;
  /** How many of its device groups the reader cannot see: `rule` does not name them. */
  readonly hiddenDeviceGroups: number;
}

/** A rule as one save left it. */
export interface RuleVersion {
  readonly version: number;
  readonly savedAt: Instant;
  /** Who saved it; null where that was the program itself. */
  readonly savedBy: { readonly id: UserId; readonly name: string } | null;
  readonly archived: boolean;
  readonly rule: Omit<RuleDraft, "recipients"> & { readonly recipients: readonly RuleRecipient[] };
  readonly hiddenDeviceGroups: number;
}

/**
 * Every write makes the next version and outdates what decisions know, in one transaction.
 * Throws `notFound`; `conflict` where another rule has the name; `preconditionFailed` where `ifVersion` is not the
 * version that stands; `invalid` where a device group, source or domain that the draft names is not to be had;
 * `forbidden` where the caller lacks the right in a device group that the rule has, or is to have.
 */
export interface RuleStore {
  /** By name. */
  list(scope: Scope, page: PageRequest, filter?: RuleFilter): Promise<Page<RuleWithRecipients>>;
  get(scope: Scope, id: RuleId): Promise<RuleWithRecipients>;
  create(scope: Scope, draft: RuleDraft, actor: Actor): Promise<RuleWithRecipients>;
  save(scope: Scope, id: RuleId, draft: RuleDraft, ifVersion: number | null, actor: Actor): Promise<RuleWithRecipients>;
  /** Every save, latest first. */
  versions(scope: Scope, id: RuleId): Promise<readonly RuleVersion[]>;
  /** Brings an archived rule back as it was, as a new version. */
  restore(scope: Scope, id: RuleId, actor: Actor): Promise<RuleWithRecipients>;
  /** Lets a recipient hear again who stopped the rule's mails. Throws `conflict` where nobody of that address did. */
  resume(scope: Scope, id: RuleId, address: string, actor: Actor): Promise<RuleWithRecipients>;
  /** Stops the rule and takes it out of lists; nothing of what it decided is lost. */
  archive(scope: Scope, id: RuleId, ifVersion: number | null, actor: Actor): Promise<void>;
}

/** What a rule did lately, of what the caller may see. */
export interface RuleStatistics {
  readonly ruleId: RuleId;
  readonly lastToldAt: Instant | null;
  /** Incidents that it told of in the last days, and mails that it asked for, alone or with others. */
  readonly incidents: number;
  readonly mails: number;
  /** The mails of each 24 hours, oldest first; the last of them end now. */
  readonly mailsByDay: readonly number[];
  /** Its recipients whose last mail that came to an end was given up. */
  readonly failing: readonly { readonly address: string; readonly since: Instant; readonly reason: string }[];
}

export interface RuleStatisticsStore {
  /** Of every rule that is not archived, by name. */
  statistics(scope: Scope, days: number): Promise<readonly RuleStatistics[]>;
}
