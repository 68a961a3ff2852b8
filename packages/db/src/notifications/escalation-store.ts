import { isClosed } from "@tocsin/core/incidents";
import { attemptJob, clockAheadMaxMs, type DeliveryId, type Instant, type Job, toIso } from "@tocsin/core/kernel";
import {
  type DecideEscalation,
  type EscalationFacts,
  type EscalationListed,
  type EscalationStep,
  type EscalationStore,
  receiveRight,
  rightLost,
  rightUnlessMuted,
} from "@tocsin/core/notifications";
import { and, asc, desc, eq, gt, lte, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { newId } from "../ids.ts";
import { openStandingAcknowledgement } from "../incidents/acknowledgement-rows.ts";
import { openReadAlerts } from "../incidents/read-alerts.ts";
import { incidentOf } from "../incidents/rows.ts";
import { incidents } from "../incidents/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { openMutesOf } from "./mute-rows.ts";
import { decisions, deliveryCauses, escalations } from "./tables.ts";
import { bundleOf } from "./told.ts";

type Row = typeof escalations.$inferSelect;
type Tell = Extract<EscalationStep, { readonly kind: "tell" }>;

const dueMax = 100;

export const openEscalationStore = (parts: StoreParts): EscalationStore => {
  const { db, writer, handOverJobs } = parts;
  const gather = openGather(parts);

  const stepOn = (row: Row, decide: DecideEscalation, now: Instant): readonly Job[] => {
    const facts = gather(row, now);
    if (facts === null) return end(row, "the incident is no longer known");
    const step = decide(facts, now);
    if (step.kind === "wait") return [];
    if (step.kind === "end") return end(row, step.reason, toldOf(row, row.tier + 1, step.passed, now));
    const { escalation, recipients, next } = step;
    db.update(escalations)
      .set({
        tier: escalation.tier,
        toldAt: Math.floor(now),
        dueAt: next === null ? null : Math.ceil(next.dueAt),
        told: toldOf(row, escalation.tier, recipients, now),
      })
      .where(eq(escalations.id, row.id))
      .run();
    return tell(parts, row, step, facts, now);
  };

  /** What was told under a clock that was ahead was told just now: the next step waits as long as it should from here on. */
  const setRight = async (now: Instant): Promise<void> => {
    const ahead = now + clockAheadMaxMs;
    const isAhead = and(gt(escalations.dueAt, ahead), gt(escalations.toldAt, ahead));
    if (db.select({ id: escalations.id }).from(escalations).where(isAhead).limit(1).get() === undefined) return;
    const at = Math.floor(now);
    await writer.write(() => {
      db.update(escalations)
        .set({ dueAt: sql`${at} + ${escalations.dueAt} - ${escalations.toldAt}`, toldAt: at })
        .where(isAhead)
        .run();
    });
  };

  const end = (row: Row, ended: string, told = row.told): readonly Job[] => {
    db.update(escalations).set({ dueAt: null, ended, told }).where(eq(escalations.id, row.id)).run();
    return [];
  };

  return {
    tellDue: async (decide, now) => {
      await setRight(now);
      const due = lte(escalations.dueAt, now);
      // Looking costs no lock; nearly always nothing is due.
      if (db.select({ id: escalations.id }).from(escalations).where(due).limit(1).get() === undefined) {
        return [];
      }
      return writer.write(() => {
        const rows = db.select().from(escalations).where(due).orderBy(asc(escalations.dueAt)).limit(dueMax).all();
        return handOverJobs(rows.flatMap((row) => stepOn(row, decide, now)));
      });
    },

    ofIncident: async (id) =>
      db
        .select()
        .from(escalations)
        .where(eq(escalations.incidentId, id))
        .orderBy(asc(escalations.id))
        .all()
        .map(
          ({ ruleId, begunAt, told, tier, dueAt, ended }): EscalationListed => ({
            ruleId,
            begunAt,
            told,
            next: dueAt === null ? null : { tier: tier + 1, at: dueAt },
            ended,
          }),
        ),
  };
};

const toldOf = (row: Row, tier: number, recipients: EscalationListed["told"][number]["recipients"], now: Instant) =>
  recipients.length === 0 ? row.told : [...row.told, { tier, at: Math.floor(now), recipients }];

/** Reads what a step depends on, in the transaction that takes it. */
const openGather = ({ db, knowledgeOf }: StoreParts): ((row: Row, now: Instant) => EscalationFacts | null) => {
  const acknowledged = openStandingAcknowledgement(db);
  const readAlerts = openReadAlerts(db);
  const mutes = openMutesOf(db);
  return ({ incidentId, organizationId, ruleId, tier, toldAt, dueAt }, now) => {
    const found = db.select().from(incidents).where(eq(incidents.id, incidentId)).get();
    if (found === undefined || dueAt === null) return null;
    const { rulesById, groups, organization, userScopeOf } = knowledgeOf(organizationId);
    const incident = incidentOf(found);
    const rule = rulesById.get(ruleId) ?? null;
    const alerts = readAlerts(incidentId);
    return {
      pending: { ruleId, tier, toldAt, dueAt },
      rule,
      incident,
      acknowledgement: acknowledged.get({ incidentId }) ?? null,
      rightOf: (address) => {
        const stoppedAt = rule?.recipients.find((one) => one.address === address)?.stoppedAt;
        if (stoppedAt !== undefined) {
          return { told: false, reason: `stopped the mails of this rule at ${toIso(stoppedAt)}` };
        }
        const own = mutes.all({ incidentId }).find((one) => one.address === address);
        const granted = receiveRight(address, organization.allowedDomains, userScopeOf);
        const right = rightUnlessMuted(granted, own, { over: isClosed(incident), now });
        const lost = rule === null ? null : rightLost({ incident, alerts, rules: [rule], groups }, right);
        return lost === null ? { told: true, reason: "nobody acknowledged in time" } : { told: false, reason: lost };
      },
    };
  };
};

/** A delivery to each of the tier, at once: escalations wait behind nothing. */
const tell = (
  { db }: StoreParts,
  { id: escalationId, incidentId, organizationId, ruleId, changeId }: Row,
  { escalation, recipients }: Tell,
  { incident }: EscalationFacts,
  now: Instant,
): readonly Job[] => {
  const changeIds = [...new Set([changeId, lastTold(db, incidentId, ruleId) ?? changeId])];
  const bundle = bundleOf(incidentId);
  const at = Math.floor(now);
  const severity = incident.severity.value;
  return recipients.flatMap(({ address, told }) => {
    if (!told) return [];
    const id = newId<DeliveryId>();
    const dedupeKey = `escalation:${escalationId}:${escalation.tier}`;
    const times = { dueAt: at, createdAt: at };
    const about = { organizationId, messageKind: "incident", address, dedupeKey, bundle, severity } as const;
    db.insert(deliveries)
      .values({ id, ...about, state: "waiting", escalation, ...times })
      .run();
    const causes = changeIds.map((one) => ({ changeId: one, address, ruleId, deliveryId: id }));
    // What another tier of the rule was, the address may have heard of already.
    db.insert(deliveryCauses).values(causes).onConflictDoNothing().run();
    return [attemptJob(id, 1, at, true)];
  });
};

/** The last change of which the rule told: what has come by then is told now. */
const lastTold = (db: StoreParts["db"], incidentId: Row["incidentId"], ruleId: Row["ruleId"]) =>
  db
    .select({ changeId: decisions.changeId })
    .from(decisions)
    .where(and(eq(decisions.incidentId, incidentId), eq(decisions.ruleId, ruleId), eq(decisions.outcome, "notify")))
    .orderBy(desc(decisions.changeId))
    .limit(1)
    .get()?.changeId;
