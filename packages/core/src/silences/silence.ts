import { z } from "zod";
import { conditionSchema, type JudgedAlert, type JudgedChange, judge } from "../conditions/index.ts";
import {
  dayMs,
  fieldFaults,
  type Instant,
  idSchema,
  isAtLeast,
  type OrganizationId,
  reasonOf,
  type SilenceId,
  severities,
  severitySchema,
  toIso,
  type UserId,
} from "../kernel/index.ts";

/** A forgotten silence hides what it was not meant for; whoever needs a longer one writes a rule. */
const longestMs = 92 * dayMs;

const instantSchema = z.iso.datetime({ offset: true }).transform((text): Instant => Date.parse(text));

/** What somebody asks to be quiet about: a maintenance window. Only its end and its comment are required. */
export const silenceDraftSchema = z
  .strictObject({
    /** Why: everybody who misses a mail reads it. */
    comment: z.string().trim().min(1, fieldFaults.reasonMissing).max(500),
    /** A contact; whoever makes it, if absent. */
    owner: z.string().trim().max(200).default(""),
    /** At once, if absent. */
    startsAt: instantSchema.optional(),
    endsAt: instantSchema,
    severities: z
      .array(severitySchema)
      .min(1, fieldFaults.severitiesMissing)
      .default([...severities]),
    /** Whether it may hold what is high or critical, too. */
    coversHigh: z.boolean().default(false),
    /** Device groups; empty: all, and alerts without a device. */
    deviceGroups: z.array(idSchema).max(500).default([]),
    /** Service sources, as alerts name them; empty: all. */
    sources: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
    conditions: z.array(conditionSchema).max(20).default([]),
  })
  .meta({ id: "SilenceDraft" });

export type SilenceDraft = z.infer<typeof silenceDraftSchema>;

/** A time in which what fits is not told, by whom and why. */
export interface Silence extends Omit<SilenceDraft, "startsAt"> {
  readonly id: SilenceId;
  readonly organizationId: OrganizationId;
  readonly startsAt: Instant;
  readonly createdAt: Instant;
  readonly createdBy: UserId | null;
  /** Ended by hand before its time; null where it was not. */
  readonly endedAt: Instant | null;
}

export type SilenceState = "upcoming" | "active" | "over";

/** It begins at its start, and is over at its end. */
export const stateOf = (
  { startsAt, endsAt, endedAt }: Pick<Silence, "startsAt" | "endsAt" | "endedAt">,
  now: Instant,
): SilenceState => (now >= Math.min(endsAt, endedAt ?? endsAt) ? "over" : now < startsAt ? "upcoming" : "active");

/** What cannot be about the times of a draft, by field; null where nothing is wrong. */
export const timesProblem = (
  { startsAt = null, endsAt }: { readonly startsAt?: Instant | null | undefined; readonly endsAt: Instant },
  now: Instant,
): { readonly path: string; readonly message: string } | null => {
  const start = startsAt ?? now;
  if (endsAt <= now) return { path: "endsAt", message: fieldFaults.endPassed };
  if (endsAt <= start) return { path: "endsAt", message: fieldFaults.endBeforeStart };
  if (endsAt - start > longestMs) return { path: "endsAt", message: fieldFaults.endTooFar };
  return null;
};

/** The part of a silence by which it judges. */
export type SilenceScope = Pick<Silence, "severities" | "coversHigh" | "deviceGroups" | "sources" | "conditions">;

/** Whether a silence speaks of an alert; all that it asks must hold of that one alert. */
export const covers = (silence: SilenceScope, change: JudgedChange, alert: JudgedAlert): boolean =>
  maySilence(silence, change, alert) &&
  silence.severities.includes(alert.severity) &&
  (silence.deviceGroups.length === 0 || isWithin(silence.deviceGroups, alert)) &&
  (silence.sources.length === 0 || silence.sources.some((name) => isSame(name, alert.serviceSource))) &&
  silence.conditions.every((condition) => judge(condition, change, alert).holds);

/** Neither a grave alert nor anything of a grave incident is held, unless that was said. */
const maySilence = ({ coversHigh }: SilenceScope, change: JudgedChange, alert: JudgedAlert): boolean =>
  coversHigh || !(isAtLeast(change.severity, "high") || isAtLeast(alert.severity, "high"));

/** Every device: one outside of the groups is a reason to be told. */
const isWithin = (groups: readonly string[], { devices }: JudgedAlert): boolean =>
  devices.length > 0 && devices.every(({ group }) => groups.includes(group));

const isSame = (name: string, source: string | null): boolean =>
  source !== null && name.toLowerCase() === source.toLowerCase();

/** What a decision keeps of the silence that held it. */
export interface SilencedBy {
  readonly id: SilenceId;
  readonly comment: string;
  /** ISO 8601; it may be ended earlier, or later. */
  readonly until: string;
}

/**
 * The silence under which a change is not told: every alert that would be told of is covered, each by some silence that
 * is active when the change is made. Null where one of them is not, or there is none.
 */
export const silencedBy = (
  change: JudgedChange,
  alerts: readonly JudgedAlert[],
  silences: readonly Silence[],
): SilencedBy | null => {
  const active = silences.filter((silence) => stateOf(silence, change.at) === "active");
  if (active.length === 0) return null;
  const found = alerts.map((alert) => active.find((silence) => covers(silence, change, alert)));
  const [first] = found;
  if (first === undefined || found.includes(undefined)) return null;
  return { id: first.id, comment: first.comment, until: toIso(first.endsAt) };
};

/** As the because and the reason of every recipient say it. */
export const silencedSentence = ({ comment, until }: Pick<SilencedBy, "comment" | "until">): string =>
  reasonOf("silenced", { comment, until });

const warnAtMostMs = 3_600_000;

/** When its owner is warned that it ends: an hour before, or when a fifth of it is left, where it is short. */
export const warnsAt = ({ startsAt, endsAt }: Pick<Silence, "startsAt" | "endsAt">): Instant =>
  endsAt - Math.min(warnAtMostMs, Math.floor((endsAt - startsAt) / 5));
