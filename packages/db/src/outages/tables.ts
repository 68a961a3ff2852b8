import type { MailRoad } from "@tocsin/core/outages";
import { integer, sqliteTable } from "drizzle-orm/sqlite-core";
import { json } from "../columns.ts";

/** One row: whether mail goes out, as all workers together see it. */
export const mailRoads = sqliteTable("mail_roads", {
  id: integer("id").primaryKey(),
  road: json<MailRoad>("road").notNull(),
});
