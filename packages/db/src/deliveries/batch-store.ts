import type { BatchMember, BatchStore } from "@tocsin/core/deliveries";
import type { BatchId, DeliveryId, Instant } from "@tocsin/core/kernel";
import { asc, eq, inArray } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { mailOf } from "./rows.ts";
import { attempts, batches, deliveries, mails } from "./tables.ts";

export const openBatchStore = ({ db, writer }: StoreParts): BatchStore => {
  const known = (id: BatchId) => db.select().from(batches).where(eq(batches.id, id)).get() ?? null;

  const attempted = (id: BatchId): readonly DeliveryId[] =>
    db
      .selectDistinct({ id: attempts.deliveryId })
      .from(attempts)
      .where(eq(attempts.batch, id))
      .orderBy(asc(attempts.deliveryId))
      .all()
      .map((row) => row.id);

  const fix = (id: BatchId, now: Instant): Promise<typeof batches.$inferSelect> =>
    writer.write(() => {
      const batch = known(id) ?? { id, deliveries: attempted(id), createdAt: now };
      db.insert(batches).values(batch).onConflictDoNothing().run();
      return batch;
    });

  return {
    compositionOf: async (id, now): Promise<readonly BatchMember[]> => {
      const { deliveries: members, createdAt } = known(id) ?? (await fix(id, Math.floor(now)));
      const rows = db
        .select({ mail: mails, state: deliveries.state })
        .from(mails)
        .innerJoin(deliveries, eq(deliveries.id, mails.deliveryId))
        .where(inArray(mails.deliveryId, [...members]))
        .all();
      const byDelivery = new Map(rows.map((row) => [row.mail.deliveryId, row]));
      return members.map((deliveryId) => {
        const row = byDelivery.get(deliveryId);
        if (row === undefined) throw new Error(`The mail of ${deliveryId} in batch ${id} is no longer kept`);
        const mail = mailOf(row.mail);
        // Whoever is in a batch had its mail made before the batch.
        return { deliveryId, mail, changed: row.state === "cancelled" || mail.date > createdAt };
      });
    },
  };
};
