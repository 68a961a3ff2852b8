import type { Verdict } from "../conditions/index.ts";
import {
  hourMs,
  type IncidentId,
  type Instant,
  isAbove,
  isAtLeast,
  type RuleId,
  type Severity,
} from "../kernel/index.ts";
import { type FlipStep, type NotificationRule, smallestFlip } from "../notification-rules/index.ts";
import type { Calendar } from "./calendar.ts";
import type { ReplayedChange } from "./ports.ts";
import type { ReplayedDecisions, VirtualMail } from "./replay.ts";

/** An incident as a replay names it. */
export interface ReplayedIncident {
  readonly id: IncidentId;
  readonly number: number;
  readonly title: string;
  /** The highest that it had in the window. */
  readonly severity: Severity;
  /** When it first changed in the window or, where it matched, first matched. */
  readonly at: Instant;
}

/** How much a rule would write: nothing; less than a mail a day; regularly; more than people will read. */
export const noiseLevels = ["silent", "quiet", "steady", "noisy"] as const;
export type NoiseLevel = (typeof noiseLevels)[number];

/** What a rule, as drafted, would have done in a window. Lists are cut, numbers are whole. */
export interface ReplayReport {
  readonly incidents: { readonly seen: number; readonly matched: number; readonly suppressed: number };
  readonly mails: { readonly total: number; readonly perRecipient: number };
  readonly level: NoiseLevel;
  readonly days: readonly { readonly day: string; readonly incidents: number; readonly mails: number }[];
  /** `days` is parallel to the days of the report. */
  readonly recipients: readonly {
    readonly address: string;
    readonly mails: number;
    readonly days: readonly number[];
  }[];
  /** The clock hour in which one recipient would have got most. */
  readonly busiestHour: { readonly at: Instant; readonly mails: number } | null;
  readonly matches: readonly (ReplayedIncident & { readonly because: readonly Verdict[] })[];
  /** Incidents that a small change of the rule would have matched, by that change; most incidents first. */
  readonly nearMisses: readonly {
    readonly steps: readonly FlipStep[];
    readonly incidents: number;
    readonly examples: readonly ReplayedIncident[];
  }[];
  /** High and critical incidents that reach nobody, with the draft in place; each with what would make the draft tell. */
  readonly unreached: {
    readonly incidents: number;
    readonly examples: readonly (ReplayedIncident & { readonly flip: readonly FlipStep[] | null })[];
  };
  /** Other rules that would have told the same people of the same incidents: in how many incidents, and shared mails. */
  readonly overlaps: readonly {
    readonly rule: { readonly id: RuleId; readonly name: string };
    readonly incidents: number;
    readonly mails: number;
  }[];
}

export interface ReplayReporter {
  /** To be called for each mail that the replay sends. */
  readonly onMail: (mail: VirtualMail) => void;
  readonly onChange: (change: ReplayedChange, decided: ReplayedDecisions) => void;
  report(window: { readonly from: Instant; readonly to: Instant }): ReplayReport;
}

interface Seen {
  id: IncidentId;
  number: number;
  title: string;
  severity: Severity;
  at: Instant;
  because: readonly Verdict[] | null;
  told: boolean;
  reached: boolean;
  flip: readonly FlipStep[] | null;
}

const listedMax = 50;
const examplesMax = 5;
const missesMax = 20;
/** A rule that needs more changes than this did not miss by little. */
const missStepsMax = 2;
const dayHours = 24;
const noisyADay = 10;
const noisyHours = 6;

/** Gathers what is to be said about a draft while a replay runs with it among the other rules. */
export const openReplayReporter = (
  draft: NotificationRule,
  others: readonly NotificationRule[],
  calendar: Calendar,
): ReplayReporter => {
  const seen = new Map<IncidentId, Seen>();
  const tally = openMailTally(draft, calendar);
  return {
    onMail: tally.count,
    onChange: (change, decided) => {
      const one = seen.get(decided.judged.incidentId) ?? firstSeen(change, decided);
      seen.set(one.id, one);
      look(one, draft, decided);
    },
    report: (window) => {
      const days = calendar.daysBetween(window.from, window.to);
      const incidents = [...seen.values()];
      const matched = incidents.filter(({ because }) => because !== null);
      const matchedOn = countBy(matched, ({ at }) => calendar.dayOf(at));
      return {
        incidents: {
          seen: incidents.length,
          matched: matched.length,
          suppressed: matched.filter(({ told }) => !told).length,
        },
        ...tally.report(days, (window.to - window.from) / (dayHours * hourMs)),
        days: days.map((day) => ({ day, incidents: matchedOn.get(day) ?? 0, mails: tally.mailsOn(day) })),
        matches: latest(matched).map((one) => ({ ...named(one), because: one.because ?? [] })),
        nearMisses: nearMissesOf(incidents),
        unreached: unreachedOf(incidents),
        overlaps: tally.overlaps(others),
      };
    },
  };
};

const firstSeen = ({ number }: ReplayedChange, { judged, toldBefore }: ReplayedDecisions): Seen => ({
  id: judged.incidentId,
  number,
  title: judged.title,
  severity: judged.severity,
  at: judged.at,
  because: null,
  told: false,
  reached: toldBefore,
  flip: null,
});

const look = (one: Seen, draft: NotificationRule, { judged, decisions, contextOf }: ReplayedDecisions): void => {
  one.title = judged.title;
  if (isAbove(judged.severity, one.severity)) one.severity = judged.severity;
  one.reached ||= decisions.some(({ outcome }) => outcome === "notify");
  const own = decisions.find(({ ruleId }) => ruleId === draft.id);
  if (own !== undefined && own.outcome !== "no") {
    if (one.because === null) Object.assign(one, { because: own.because, at: judged.at });
    one.told ||= own.outcome === "notify";
  } else if (one.because === null && one.flip?.length !== 1) {
    const steps = smallestFlip(judged, draft, contextOf(draft.id), judged.at)?.steps ?? null;
    if (steps !== null && steps.length < (one.flip?.length ?? Number.POSITIVE_INFINITY)) one.flip = steps;
  }
};

/** Counts the mails that the draft asked for, whoever else did. */
const openMailTally = (draft: NotificationRule, calendar: Calendar) => {
  const byAddress = new Map(
    draft.recipients.map(({ address }) => [
      address,
      { byDay: new Map<string, number>(), byHour: new Map<Instant, number>() },
    ]),
  );
  const shared = new Map<RuleId, { mails: number; readonly incidents: Set<IncidentId> }>();
  const sumOf = (byDay: ReadonlyMap<string, number>) => [...byDay.values()].reduce((sum, mails) => sum + mails, 0);
  return {
    count: ({ address, incidentId, at, ruleIds }: VirtualMail): void => {
      const own = byAddress.get(address);
      if (own === undefined || !ruleIds.has(draft.id)) return;
      add(own.byDay, calendar.dayOf(at));
      add(own.byHour, calendar.hourOf(at));
      for (const ruleId of ruleIds) {
        if (ruleId === draft.id) continue;
        const overlap = shared.get(ruleId) ?? { mails: 0, incidents: new Set() };
        overlap.mails += 1;
        overlap.incidents.add(incidentId);
        shared.set(ruleId, overlap);
      }
    },
    mailsOn: (day: string): number =>
      [...byAddress.values()].reduce((sum, { byDay }) => sum + (byDay.get(day) ?? 0), 0),
    report: (days: readonly string[], length: number) => {
      const recipients = [...byAddress].map(([address, { byDay }]) => ({
        address,
        mails: sumOf(byDay),
        days: days.map((day) => byDay.get(day) ?? 0),
      }));
      const perRecipient = Math.max(0, ...recipients.map(({ mails }) => mails));
      const hours = [...byAddress.values()].map(({ byHour }) => byHour);
      return {
        mails: { total: recipients.reduce((sum, { mails }) => sum + mails, 0), perRecipient },
        recipients,
        busiestHour: busiestOf(hours),
        level: levelOf(perRecipient, length, hours),
      };
    },
    overlaps: (others: readonly NotificationRule[]): ReplayReport["overlaps"] =>
      others
        .flatMap(({ id, name }) => {
          const overlap = shared.get(id);
          return overlap ? [{ rule: { id, name }, incidents: overlap.incidents.size, mails: overlap.mails }] : [];
        })
        .sort((a, b) => b.mails - a.mails),
  };
};

type ByHour = ReadonlyMap<Instant, number>;

const busiestOf = (hours: readonly ByHour[]): ReplayReport["busiestHour"] =>
  hours
    .flatMap((byHour) => [...byHour].map(([at, mails]) => ({ at, mails })))
    .reduce<ReplayReport["busiestHour"]>((most, hour) => (hour.mails > (most?.mails ?? 0) ? hour : most), null);

/** By what one person gets: 10 a day on average are noise, and so is more than one an hour for six hours. */
const levelOf = (perRecipient: number, days: number, hours: readonly ByHour[]): NoiseLevel => {
  if (perRecipient === 0) return "silent";
  if (perRecipient > noisyADay * days || hours.some(isRestless)) return "noisy";
  return perRecipient < days ? "quiet" : "steady";
};

const isRestless = (byHour: ByHour): boolean =>
  [...byHour.keys()].some((start) =>
    Array.from({ length: noisyHours }, (_, hour) => byHour.get(start + hour * hourMs) ?? 0).every((mails) => mails > 1),
  );

const nearMissesOf = (incidents: readonly Seen[]): ReplayReport["nearMisses"] => {
  const groups = new Map<string, { steps: readonly FlipStep[]; missed: Seen[] }>();
  for (const one of incidents) {
    if (one.because !== null || one.flip === null || one.flip.length > missStepsMax) continue;
    const key = JSON.stringify(one.flip.map(({ mend }) => mend));
    const group = groups.get(key);
    if (group) group.missed.push(one);
    else groups.set(key, { steps: one.flip, missed: [one] });
  }
  return [...groups.values()]
    .sort((a, b) => a.steps.length - b.steps.length || b.missed.length - a.missed.length)
    .slice(0, missesMax)
    .map(({ steps, missed }) => ({
      steps,
      incidents: missed.length,
      examples: latest(missed, examplesMax).map(named),
    }));
};

const unreachedOf = (incidents: readonly Seen[]): ReplayReport["unreached"] => {
  const silent = incidents.filter(({ reached, severity }) => !reached && isAtLeast(severity, "high"));
  return { incidents: silent.length, examples: latest(silent).map((one) => ({ ...named(one), flip: one.flip })) };
};

const latest = (incidents: readonly Seen[], max = listedMax): readonly Seen[] =>
  incidents.toSorted((a, b) => b.at - a.at || b.number - a.number).slice(0, max);

const named = ({ id, number, title, severity, at }: Seen): ReplayedIncident => ({ id, number, title, severity, at });

const add = <Key>(counts: Map<Key, number>, key: Key): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

const countBy = <Value>(values: readonly Value[], keyOf: (value: Value) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) add(counts, keyOf(value));
  return counts;
};
