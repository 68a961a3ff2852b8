import type { WorkerFacts } from "@tocsin/core/system";
import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant, json } from "../columns.ts";

/** Signs of life: each worker renews its row while it runs. */
export const workers = sqliteTable(
  "workers",
  {
    id: text("id").primaryKey(),
    facts: json<WorkerFacts>("facts").notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [index("workers_seen").on(table.seenAt)],
);
