import { closingAt, learnLimit, type RequestLimit, type RequestLimitStore, takeSlot } from "@tocsin/core/deliveries";
import { eq } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { requestLimits } from "./tables.ts";

export const openRequestLimitStore = ({ db, writer }: StoreParts): RequestLimitStore => {
  const limitOf = (road: string): RequestLimit | null =>
    db.select().from(requestLimits).where(eq(requestLimits.road, road)).get() ?? null;

  const keep = (road: string, { intervalMs, nextAt, closing }: RequestLimit): void => {
    const row = { intervalMs: Math.ceil(intervalMs), nextAt: Math.ceil(nextAt), closing };
    db.insert(requestLimits)
      .values({ road, ...row })
      .onConflictDoUpdate({ target: requestLimits.road, set: row })
      .run();
  };

  return {
    takeSlot: (road, first, now) =>
      writer.write(() => {
        const { slot, limit } = takeSlot(limitOf(road) ?? first, now);
        if (slot.kind === "at") keep(road, limit);
        return slot;
      }),

    closingOf: (road, now) => {
      const limit = limitOf(road);
      return Promise.resolve(limit === null ? null : closingAt(limit, now));
    },

    learn: (road, first, told, now) =>
      writer.write(() => {
        keep(road, learnLimit(limitOf(road) ?? first, told, now));
      }),
  };
};
