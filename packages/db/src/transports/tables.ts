import type { TransportKind } from "@tocsin/core/deliveries";
import type { Instant, TransportTestId } from "@tocsin/core/kernel";
import type { SecretName, Secrets, TransportSettings, TransportStep } from "@tocsin/core/transports";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";

/** One of each kind, for the whole installation. */
export const transports = sqliteTable("transports", {
  kind: text("kind").$type<TransportKind>().primaryKey(),
  settings: json<TransportSettings>("settings").notNull(),
  /** Sealed; this package never opens them. */
  secrets: json<Secrets>("secrets").notNull(),
  secretsSetAt: json<Partial<Record<SecretName, Instant>>>("secrets_set_at").notNull(),
  changedAt: instant("changed_at").notNull(),
  changedBy: text("changed_by").notNull(),
});

/** One row: which transport carries mail, and a number that grows with every change of what does. */
export const transportChoice = sqliteTable("transport_choice", {
  id: integer("id").primaryKey(),
  active: text("active").$type<TransportKind>(),
  revision: integer("revision").notNull(),
});

/** Tests that were asked for: a worker takes them up, because it is the worker that has to reach the server. */
export const transportTests = sqliteTable("transport_tests", {
  id: idOf<TransportTestId>("id").primaryKey(),
  settings: json<TransportSettings>("settings").notNull(),
  /** Sealed, and emptied when the test has ended. */
  secrets: json<Secrets>("secrets").notNull(),
  address: text("address").notNull(),
  askedBy: text("asked_by").notNull(),
  askedAt: instant("asked_at").notNull(),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  steps: json<readonly TransportStep[]>("steps").notNull(),
});
