import { type OrganizationId, refused, type Scope, wholeOrganization } from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import type { RecipientListed, RecipientSaid, RecipientStore } from "@tocsin/core/recipients";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { nameIn } from "../accounts/assignments.ts";
import { formerUsers, roleAssignments, users } from "../accounts/tables.ts";
import { noteChange } from "../audit/audited-writer.ts";
import { deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope } from "../deliveries/visible.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { recipients } from "./tables.ts";

type Row = typeof recipients.$inferSelect;

export const openRecipientStore = (parts: StoreParts): RecipientStore => {
  const { db, writer, clock, knowledgeOf } = parts;
  const mine = (organizationId: OrganizationId, address: string) =>
    and(eq(recipients.organizationId, organizationId), eq(recipients.address, address));
  const read = (scope: Scope, address: string): RecipientListed => {
    const row = found(db.select().from(recipients).where(mine(scope.organizationId, address)).get(), "recipient");
    return found(listed(parts, scope, [row])[0], "recipient");
  };

  return {
    list: async (scope, { limit, after }) => {
      const rows = db
        .select()
        .from(recipients)
        .where(
          and(
            eq(recipients.organizationId, scope.organizationId),
            after === null ? undefined : gt(recipients.address, after),
          ),
        )
        .orderBy(asc(recipients.address))
        .limit(limit + 1)
        .all();
      const page = pageOf(
        rows,
        limit,
        (row) => row,
        ({ address }) => address,
      );
      return { items: listed(parts, scope, page.items), next: page.next };
    },

    get: async (scope, address) => read(scope, address),

    add: (scope, address, said) =>
      writer.write(() => {
        const { organizationId } = scope;
        const { locale, timeZone } = knowledgeOf(organizationId).organization;
        const row = { organizationId, address, locale, timeZone, required: false, createdAt: clock(), ...said };
        const { changes } = db.insert(recipients).values(row).onConflictDoNothing().run();
        if (changes === 0) throw refused("recipientExists");
        noteChange({ object: recipientObject(address), after: saidOf(row) });
        return read(scope, address);
      }),

    change: (scope, address, said) =>
      writer.write(() => {
        const { recipient: before } = read(scope, address);
        if (Object.keys(said).length > 0) {
          db.update(recipients).set(said).where(mine(scope.organizationId, address)).run();
        }
        noteChange({
          object: recipientObject(address),
          before: saidOf(before),
          after: saidOf({ ...before, ...said }),
        });
        return read(scope, address);
      }),

    remove: ({ organizationId }, address) =>
      writer.write(() => {
        const { rules, recipient } = read(wholeOrganization(organizationId), address);
        if (rules.length > 0) {
          const names = rules.map(({ name }) => `‘${name}’`).join(", ");
          throw refused("recipientInRules", { rules: names });
        }
        db.delete(recipients).where(mine(organizationId, address)).run();
        // Whoever names it from here on means a stranger.
        const former = and(eq(formerUsers.organizationId, organizationId), eq(formerUsers.email, address));
        db.delete(formerUsers).where(former).run();
        outdateKnowledge(db, organizationId);
        noteChange({ object: recipientObject(address), before: saidOf(recipient) });
      }),
  };
};

const recipientObject = (address: string) => ({ kind: "recipient" as const, id: address });

const saidOf = ({ locale, timeZone, required }: RecipientSaid) => ({ locale, timeZone, required });

/** Adds to a page of recipients what the caller may know of them. */
const listed = (parts: StoreParts, scope: Scope, rows: readonly Row[]): readonly RecipientListed[] => {
  if (rows.length === 0) return [];
  const named = parts.db
    .select({ email: users.email, name: nameIn(scope.organizationId) })
    .from(users)
    .innerJoin(roleAssignments, eq(roleAssignments.userId, users.id))
    .where(
      and(
        inArray(
          users.email,
          rows.map(({ address }) => address),
        ),
        or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, scope.organizationId)),
      ),
    )
    .all();
  const rules = rulesOf(parts, scope);
  return rows.map(({ createdAt, ...recipient }) => ({
    recipient,
    createdAt,
    user: named.find(({ email }) => email === recipient.address)?.name ?? null,
    rules: rules
      .filter(({ addresses }) => addresses.has(recipient.address))
      .map(({ id, name, enabled }) => ({ id, name, enabled })),
    ...mailsOf(parts, scope, recipient.address),
  }));
};

const rulesOf = ({ db }: StoreParts, { organizationId, deviceGroups }: Scope) =>
  db
    .select({ id: notificationRules.id, rule: notificationRules.rule })
    .from(notificationRules)
    .where(and(eq(notificationRules.organizationId, organizationId), isNull(notificationRules.archivedAt)))
    .orderBy(asc(notificationRules.nameKey))
    .all()
    .filter(({ rule }) => seesRule(rule, deviceGroups))
    .map(({ id, rule }) => ({
      id,
      name: rule.name,
      enabled: rule.enabled,
      addresses: new Set(rule.recipients.map(({ address }) => address)),
    }));

const newestMails = 50;

/** Read along the index of addresses, newest first. */
const mailsOf = (
  { db }: StoreParts,
  scope: Scope,
  address: string,
): Pick<RecipientListed, "lastMailAt" | "trouble"> => {
  const settled = db
    .select({
      id: deliveries.id,
      state: deliveries.state,
      at: deliveries.settledAt,
      reason: deliveries.reason,
    })
    .from(deliveries)
    .where(
      and(
        deliveriesInScope(db, scope),
        eq(deliveries.address, address),
        isNotNull(deliveries.settledAt),
        inArray(deliveries.state, ["sent", "captured", "failed", "inDoubt"]),
      ),
    )
    .orderBy(desc(deliveries.settledAt))
    .limit(newestMails)
    .all();
  const last = settled.find(({ state }) => state === "sent" || state === "captured");
  const [newest] = settled;
  const failed = newest !== undefined && (newest.state === "failed" || newest.state === "inDoubt");
  return {
    lastMailAt: last?.at ?? null,
    trouble: failed ? { at: newest.at ?? 0, reason: newest.reason ?? "", deliveryId: newest.id } : null,
  };
};
