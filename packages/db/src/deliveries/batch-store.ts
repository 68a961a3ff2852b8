import type { BatchMember, BatchStore } from "@tocsin/core/deliveries";
import type { BatchId, DeliveryId, Instant } from "@tocsin/core/kernel";
import { asc, eq, inArray } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { mailOf } from "./rows.ts";
import { attempts, batches, mails } from "./tables.ts";

export const openBatchStore = ({ db, writer }: StoreParts): BatchStore => {
  const known = (id: BatchId): readonly DeliveryId[] | null =>
    db.select({ deliveries: batches.deliveries }).from(batches).where(eq(batches.id, id)).get()?.deliveries ?? null;

  const attempted = (id: BatchId): readonly DeliveryId[] =>
    db
      .selectDistinct({ id: attempts.deliveryId })
      .from(attempts)
      .where(eq(attempts.batch, id))
      .orderBy(asc(attempts.deliveryId))
      .all()
      .map((row) => row.id);

  const fix = (id: BatchId, now: Instant): Promise<readonly DeliveryId[]> =>
    writer.write(() => {
      const members = known(id) ?? attempted(id);
      db.insert(batches).values({ id, deliveries: members, createdAt: now }).onConflictDoNothing().run();
      return members;
    });

  return {
    compositionOf: async (id, now): Promise<readonly BatchMember[]> => {
      const members = known(id) ?? (await fix(id, Math.floor(now)));
      const rows = db
        .select()
        .from(mails)
        .where(inArray(mails.deliveryId, [...members]))
        .all();
      const byDelivery = new Map(rows.map((row) => [row.deliveryId, mailOf(row)]));
      return members.map((deliveryId) => {
        const mail = byDelivery.get(deliveryId);
        if (mail === undefined) throw new Error(`The mail of ${deliveryId} in batch ${id} is no longer kept`);
        return { deliveryId, mail };
      });
    },
  };
};
