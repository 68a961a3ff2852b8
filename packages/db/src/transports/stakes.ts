import type { TransportStakes } from "@tocsin/core/transports";
import { count, desc, eq, inArray, isNull, max } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";

const shownMax = 20;
/** On their way: the transport that is chosen then carries them. */
const underWay = inArray(deliveries.state, ["waiting", "sending"]);

/** What choosing a transport sets in motion, read at one moment. */
export const openStakes =
  ({ sqlite, db }: StoreParts) =>
  async (): Promise<TransportStakes> =>
    readTogether(sqlite, () => {
      const rules = db
        .select({ rule: notificationRules.rule })
        .from(notificationRules)
        .where(isNull(notificationRules.archivedAt))
        .all()
        .filter(({ rule }) => rule.enabled);
      const waiting = db
        .select({ address: deliveries.address, count: count(), newest: max(deliveries.id) })
        .from(deliveries)
        .where(underWay)
        .groupBy(deliveries.address)
        .orderBy(desc(max(deliveries.id)))
        .limit(shownMax)
        .all();
      const numberOf = (where: typeof underWay) =>
        db.select({ count: count() }).from(deliveries).where(where).get()?.count ?? 0;
      return {
        rules: rules.length,
        recipients: new Set(rules.flatMap(({ rule }) => rule.recipients.map(({ address }) => address))).size,
        waiting: waiting.map(({ address, count: mails }) => ({ address, count: mails })),
        waitingCount: numberOf(underWay),
        capturedCount: numberOf(eq(deliveries.state, "captured")),
      };
    });
