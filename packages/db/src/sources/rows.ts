import type { SourceId } from "@tocsin/core/kernel";
import type { Source } from "@tocsin/core/sources";
import { signsOf } from "./signs-of-life.ts";
import type { sources } from "./tables.ts";

export const sourceOf = (row: typeof sources.$inferSelect): Source => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  kind: row.kind,
  settings: row.settings,
  createdAt: row.createdAt,
  lastReceivedAt: row.lastReceivedAt,
  demo: row.demo,
  signed: row.signed,
  keyInPath: row.keyInPath,
  signs: signsOf(row),
});

/** What the audit calls a source. */
export const sourceObject = (id: SourceId) => ({ kind: "source" as const, id });
