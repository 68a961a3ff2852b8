import { isClosed } from "@tocsin/core/incidents";
import type { DeliveryId, Instant, Job } from "@tocsin/core/kernel";
import { isRequired } from "@tocsin/core/notification-rules";
import { type MailLink, type MailLinkStore, receiveRight, rightLost } from "@tocsin/core/notifications";
import { isMuted } from "@tocsin/core/recipients";
import { eq } from "drizzle-orm";
import { openPlanNotice } from "../deliveries/plan-notice.ts";
import { deliveries, mails } from "../deliveries/tables.ts";
import { letHear } from "../notification-rules/let-hear.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { deleteMute, writeMute } from "./mute-rows.ts";
import { openTellingStatements } from "./telling-statements.ts";
import { readTellingFacts } from "./telling-store.ts";

type RuleRow = typeof notificationRules.$inferSelect;

export const openMailLinkStore = (parts: StoreParts): MailLinkStore => {
  const statements = openTellingStatements(parts.db);
  const planNotice = openPlanNotice(parts);

  const find = (deliveryId: DeliveryId): MailLink | null => {
    const row = parts.db
      .select({
        organizationId: deliveries.organizationId,
        address: deliveries.address,
        createdAt: deliveries.createdAt,
        subject: mails.subject,
      })
      .from(deliveries)
      .innerJoin(mails, eq(mails.deliveryId, deliveries.id))
      .where(eq(deliveries.id, deliveryId))
      .get();
    const facts = row && readTellingFacts(parts, statements, deliveryId);
    if (row === undefined || !facts) return null;
    const { organizationId, createdAt, subject, address } = row;
    const { organization, userScope, recipient, incident, acknowledgement } = facts;
    const right = receiveRight(address, organization.allowedDomains, () => userScope);
    return {
      deliveryId,
      organizationId,
      createdAt,
      recipient,
      subject,
      incidentId: incident.id,
      acknowledgement,
      mute: facts.mute !== null && isMuted(facts.mute, isClosed(incident), parts.clock()) ? facts.mute : null,
      rules: facts.rules.flatMap((rule) => {
        const mine = rule.recipients.find((one) => one.address === address);
        if (mine === undefined || rule.archivedAt !== null) return [];
        const { id, name } = rule;
        return [{ id, name, required: isRequired(rule, recipient), stoppedAt: mine.stoppedAt ?? null }];
      }),
      lost: rightLost(facts, right),
    };
  };

  /** The rules of a link as they are now, but for those that the reader has to hear. */
  const rowsOf = ({ rules }: MailLink): readonly RuleRow[] =>
    rules.flatMap(({ id, required }) => {
      const row = parts.db.select().from(notificationRules).where(eq(notificationRules.id, id)).get();
      return required || row === undefined || row.archivedAt !== null ? [] : [row];
    });

  const stopOne = ({ recipient: { address } }: MailLink, row: RuleRow, at: Instant): readonly Job[] => {
    const stopped = letHear(parts, row, address, at, { kind: "recipient", address });
    if (stopped === null) return [];
    const { id, organizationId, rule, version } = stopped;
    const { name: ruleName, owner } = rule;
    const { length: others } = rule.recipients.filter(({ stoppedAt }) => stoppedAt === undefined);
    const notice = { kind: "recipientStopped", ruleId: id, ruleName, owner, address, others } as const;
    return planNotice({ organizationId, notice, trouble: `${id}:${version}`, thread: `rule.${id}`, at });
  };

  return {
    find: async (deliveryId) => readTogether(parts.sqlite, () => find(deliveryId)),

    stop: (link, now) => parts.writer.write(() => rowsOf(link).flatMap((row) => stopOne(link, row, Math.floor(now)))),

    mute: ({ incidentId, recipient: { address } }, until, now) =>
      parts.writer.write(() => writeMute(parts.db, incidentId, { address, at: now, until })),

    unmute: ({ incidentId, recipient: { address } }) =>
      parts.writer.write(() => void deleteMute(parts.db, incidentId, address)),

    resume: (link) =>
      parts.writer.write(() => {
        const { address } = link.recipient;
        for (const row of rowsOf(link)) letHear(parts, row, address, null, { kind: "recipient", address });
      }),
  };
};
