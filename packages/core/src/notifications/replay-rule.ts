import { dayMs, type Instant, type RuleId, type Scope } from "../kernel/index.ts";
import {
  draftedRule,
  type NotificationRule,
  type ReceiveRight,
  type ReplayDraft,
  type RuleDraft,
} from "../notification-rules/index.ts";
import { openCalendar } from "./calendar.ts";
import type { ReplayStore, ReplayWindow } from "./ports.ts";
import { receiveRight } from "./receive-right.ts";
import { openReplay, type ReplayKnowledge } from "./replay.ts";
import { openReplayReporter, type ReplayReport } from "./replay-report.ts";

export interface ReplayRequest {
  readonly draft: ReplayDraft;
  /** The rule that the draft is to replace; null for a new one. */
  readonly ruleId: RuleId | null;
  readonly days: number;
}

export interface ReplayParts {
  readonly store: ReplayStore;
  readonly now: () => Instant;
  /** Lets others have their turn; a replay of a month is long, and asks for it between pages. */
  readonly pause: () => Promise<void>;
}

export interface RuleReplay extends ReplayReport {
  readonly window: ReplayWindow & { readonly timeZone: string; readonly changes: number; readonly cut: boolean };
  /** Mails to one recipient, were the rule's frequency another one. */
  readonly alternatives: { readonly everyUpdate: number; readonly oncePerIncident: number };
}

/** Changes that one replay looks at; of more it takes the latest, and says so. */
const changesMax = 20_000;

/**
 * What a rule, as drafted, would have sent in the last days, beside the other rules as they are now: decided and planned
 * by the functions that do so live. The draft counts as switched on, and its recipients as always present; without any, one
 * stands in, who may hear of everything.
 */
export const replayRule = async (parts: ReplayParts, scope: Scope, request: ReplayRequest): Promise<RuleReplay> => {
  const to = parts.now();
  const facts = await parts.store.replayFacts(scope, { from: to - request.days * dayMs, to, changesMax });
  const { organization } = facts;
  const draft = ruleFor(request, facts.rules, organization);
  const others = facts.rules.filter(({ id }) => id !== draft.id).map(alwaysPresent);
  const knowledge = knowledgeFor(facts);
  const reporter = openReplayReporter(draft, others, openCalendar(organization.timeZone));
  const main = openReplay({ ...knowledge, rules: [...others, draft] }, reporter.onMail);
  const everyUpdate = openCount(knowledge, { ...draft, frequency: { kind: "everyUpdate" } });
  const once = openCount(knowledge, { ...draft, frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  const replays = [main, everyUpdate.replay, once.replay];

  const window = { from: facts.from, to };
  let changes = 0;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<ReplayStore["replayPage"]>> = await parts.store.replayPage(scope, window, after);
    for (const replay of replays) replay.remember(page.told);
    for (const change of page.items) {
      reporter.onChange(change, main.take(change));
      everyUpdate.replay.take(change);
      once.replay.take(change);
    }
    changes += page.items.length;
    after = page.next;
    for (const replay of replays) replay.sendDue(page.items.at(-1)?.judged.at ?? 0);
    await parts.pause();
  } while (after !== null);
  for (const replay of replays) replay.sendDue(Number.POSITIVE_INFINITY);

  const cut = facts.from > to - request.days * dayMs;
  const { timeZone } = organization;
  const report = reporter.report(window);
  return {
    ...report,
    ...(request.draft.recipients.length === 0 ? { recipients: [] } : {}),
    window: { ...window, timeZone, changes, cut },
    alternatives: { everyUpdate: everyUpdate.mails(), oncePerIncident: once.mails() },
  };
};

/** Nobody's: stands in for the recipients of a draft that has none yet. */
const standIn = "";

const ruleFor = (
  { draft, ruleId }: ReplayRequest,
  rules: readonly NotificationRule[],
  organization: Parameters<typeof draftedRule>[1],
): NotificationRule => {
  const recipients: RuleDraft["recipients"] =
    draft.recipients.length === 0 ? [{ address: standIn, tier: 0 }] : draft.recipients;
  const rule = draftedRule({ ...draft, enabled: true, recipients }, organization);
  const replaced = rules.find(({ id }) => id === ruleId);
  return replaced === undefined ? rule : { ...rule, id: replaced.id, version: replaced.version };
};

const alwaysPresent = (rule: NotificationRule): NotificationRule => ({
  ...rule,
  recipients: rule.recipients.map((recipient) => ({ ...recipient, addedAt: 0 })),
});

const knowledgeFor = ({
  organization,
  groups,
  userScopeOf,
  silences,
}: Awaited<ReturnType<ReplayStore["replayFacts"]>>): Omit<ReplayKnowledge, "rules"> => ({
  groups,
  rightOf: (address): ReceiveRight =>
    address === standIn ? { kind: "all" } : receiveRight(address, organization.allowedDomains, userScopeOf),
  silences,
  pacing: { bundling: organization.bundling },
});

/** Counts the most mails that one address would get of a rule that is alone. */
const openCount = (knowledge: Omit<ReplayKnowledge, "rules">, rule: NotificationRule) => {
  const byAddress = new Map<string, number>();
  const replay = openReplay({ ...knowledge, rules: [rule] }, ({ address }) => {
    byAddress.set(address, (byAddress.get(address) ?? 0) + 1);
  });
  return { replay, mails: () => Math.max(0, ...byAddress.values()) };
};
