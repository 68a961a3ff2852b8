import type { JobName } from "@tocsin/core/kernel";
import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "../columns.ts";

/** The embedded queue. */
export const jobs = sqliteTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    name: text("name").$type<JobName>().notNull(),
    payload: json<unknown>("payload").notNull(),
    /** When it is due; once claimed, when its lease ends. */
    dueAt: instant("due_at").notNull(),
    urgent: flag("urgent").notNull().default(false),
  },
  (table) => [index("jobs_turn").on(table.urgent, table.dueAt)],
);
