import { regrouped } from "../conditions/index.ts";
import { groupOf } from "../device-groups/index.ts";
import { dayMs, highestOf, type IncidentId, type Instant, type Scope, type Severity } from "../kernel/index.ts";
import { decide, indexRules, type NotificationRule, type ReceiveRight } from "../notification-rules/index.ts";
import type { Silence } from "../silences/index.ts";
import type { ReplayStore } from "./ports.ts";

/** The times of a preview do not count: it asks what the rest of the silence would have held. */
export type PreviewedSilence = Pick<Silence, "severities" | "coversHigh" | "deviceGroups" | "sources" | "conditions">;

export interface PreviewedIncident {
  readonly id: IncidentId;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly wholly: boolean;
}

export interface SilencePreview {
  readonly days: number;
  readonly held: number;
  readonly toldForBeingHigh: number;
  readonly incidentCount: number;
  readonly incidents: readonly PreviewedIncident[];
  readonly cut: boolean;
}

export interface PreviewSilenceParts {
  readonly store: ReplayStore;
  readonly now: () => Instant;
  /** Lets others have their turn between pages. */
  readonly pause: () => Promise<void>;
}

const days = 7;
const changesMax = 20_000;
const incidentsShown = 50;

/**
 * What a silence would have held in the last seven days, by the rules as they are now and by the function that decides
 * live. Whether an incident had been told before is left out of account: a silence is not for the repetitions.
 */
export const previewSilence = async (
  { store, now, pause }: PreviewSilenceParts,
  scope: Scope,
  draft: PreviewedSilence,
): Promise<SilencePreview> => {
  const to = now();
  const facts = await store.replayFacts(scope, { from: to - days * dayMs, to, changesMax });
  const tally = openTally(facts.rules, draft);
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<ReplayStore["replayPage"]>> = await store.replayPage(
      scope,
      { from: facts.from, to },
      after,
    );
    for (const { judged, number } of page.items) {
      tally.add(
        regrouped(judged, (device) => groupOf(device, facts.groups)),
        number,
      );
    }
    after = page.next;
    await pause();
  } while (after !== null);
  return { ...tally.preview(), days, cut: facts.from > to - days * dayMs };
};

interface Seen {
  incident: PreviewedIncident;
  held: number;
  told: number;
}

const openTally = (rules: readonly NotificationRule[], draft: PreviewedSilence) => {
  const seen = new Map<IncidentId, Seen>();
  let toldForBeingHigh = 0;
  const always = { groupNames: new Map(), told: null, rightOf: (): ReceiveRight => ({ kind: "all" }) };
  const index = indexRules(
    rules.map((rule) => ({ ...rule, recipients: rule.recipients.map((one) => ({ ...one, addedAt: 0 })) })),
  );

  const add = (judged: Parameters<typeof decide>[0], number: number): void => {
    for (const rule of index.candidatesFor(judged)) {
      const outcomeUnder = (silences: readonly Silence[]) =>
        decide(judged, rule, { ...always, silences }, judged.at).outcome;
      if (outcomeUnder([]) !== "notify") continue;
      const held = outcomeUnder([standing(draft)]) === "suppressed";
      if (!held && !draft.coversHigh && outcomeUnder([standing({ ...draft, coversHigh: true })]) === "suppressed") {
        toldForBeingHigh += 1;
      }
      const known = seen.get(judged.incidentId);
      const severity = highestOf([judged.severity, known?.incident.severity ?? "unknown"]);
      const incident = { id: judged.incidentId, number, title: judged.title, severity, at: judged.at, wholly: false };
      seen.set(judged.incidentId, {
        incident,
        held: (known?.held ?? 0) + (held ? 1 : 0),
        told: (known?.told ?? 0) + (held ? 0 : 1),
      });
    }
  };

  const preview = (): Omit<SilencePreview, "days" | "cut"> => {
    const concerned = [...seen.values()].filter(({ held }) => held > 0).sort((a, b) => b.incident.at - a.incident.at);
    return {
      held: concerned.reduce((sum, { held }) => sum + held, 0),
      toldForBeingHigh,
      incidentCount: concerned.length,
      incidents: concerned.slice(0, incidentsShown).map(({ incident, told }) => ({ ...incident, wholly: told === 0 })),
    };
  };
  return { add, preview };
};

/** The last moment that a date can tell (ECMA-262 section 21.4.1.1). */
const endOfTime: Instant = 8.64e15;

/** The draft as if it had always been there. */
const standing = (draft: PreviewedSilence): Silence =>
  ({
    ...draft,
    comment: "",
    owner: "",
    startsAt: Number.NEGATIVE_INFINITY,
    endsAt: endOfTime,
    endedAt: null,
  }) as unknown as Silence;
