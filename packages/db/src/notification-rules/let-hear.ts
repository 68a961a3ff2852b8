import type { Actor, Instant } from "@tocsin/core/kernel";
import { recipientsStopped } from "@tocsin/core/notification-rules";
import { eq } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { outdateKnowledge } from "../knowledge.ts";
import type { StoreParts } from "../store-parts.ts";
import { notificationRules } from "./tables.ts";
import { writeVersion } from "./versions.ts";

type RuleRow = typeof notificationRules.$inferSelect;

/**
 * Lets one recipient of a rule hear no more since a moment, or (null) hear again, as a version of its own. To be run within a
 * write; null where that is so already.
 */
export const letHear = (
  parts: StoreParts,
  before: RuleRow,
  address: string,
  stoppedAt: Instant | null,
  actor: Actor,
): RuleRow | null => {
  const known = before.rule.recipients.find((recipient) => recipient.address === address);
  if (known === undefined || (known.stoppedAt === undefined) === (stoppedAt === null)) return null;
  const recipients = recipientsStopped(before.rule.recipients, address, stoppedAt);
  const row = {
    ...before,
    version: before.version + 1,
    updatedAt: parts.clock(),
    rule: { ...before.rule, recipients },
  };
  parts.db.update(notificationRules).set(row).where(eq(notificationRules.id, row.id)).run();
  writeVersion(parts, row, actor);
  outdateKnowledge(parts.db, row.organizationId);
  noteChange({
    object: { kind: "notification rule", id: row.id },
    before: { recipient: known },
    after: { recipient: recipients.find((one) => one.address === address) },
  });
  return row;
};
