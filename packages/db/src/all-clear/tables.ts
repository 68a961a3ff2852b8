import type { AllClearSetting } from "@tocsin/core/all-clear";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant, json } from "../columns.ts";

/** One row: how the all-clear is given, and when it was. */
export const allClear = sqliteTable("all_clear", {
  id: integer("id").primaryKey(),
  setting: json<AllClearSetting>("setting").notNull(),
  /** Sealed; this package never opens it. */
  address: text("address"),
  host: text("host"),
  mailedAt: instant("mailed_at"),
  calledAt: instant("called_at"),
  said: text("said"),
  /** When the api last stored something to show that it can. */
  apiTookAt: instant("api_took_at"),
});
