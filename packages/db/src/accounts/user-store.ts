import { countsIn, type Invitation, type Member, type UserStore } from "@tocsin/core/accounts";
import { ungroupedId } from "@tocsin/core/device-groups";
import { fieldFault, type OrganizationId, refused, type UserId } from "@tocsin/core/kernel";
import { and, desc, eq, exists, inArray, isNull, lt, max, or } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { deviceGroups } from "../device-groups/tables.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAssignments } from "./assignments.ts";
import { keepAnAdministrator } from "./last-administrator.ts";
import { endAccess } from "./passwords.ts";
import { openPlanAccountMail } from "./plan-account-mail.ts";
import { hasSecondFactor, removeSecondFactor } from "./second-factors.ts";
import { accountLinks, accounts, familiarNetworks, formerUsers, roleAssignments, sessions, users } from "./tables.ts";

type Row = typeof users.$inferSelect;

export const openUserStore = (parts: StoreParts): UserStore => {
  const { db, writer, clock } = parts;
  const now = () => Math.floor(clock());
  const plan = openPlanAccountMail(parts);

  const mine = (organizationId: OrganizationId) =>
    exists(
      db
        .select({ id: roleAssignments.id })
        .from(roleAssignments)
        .where(
          and(
            eq(roleAssignments.userId, users.id),
            or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, organizationId)),
          ),
        ),
    );
  const rowOf = (organizationId: OrganizationId, id: UserId): Row =>
    found(
      db
        .select()
        .from(users)
        .where(and(eq(users.id, id), mine(organizationId)))
        .get(),
      "user",
    );
  const memberOf = (row: Row): Member => readMember(db, row, now());

  return {
    list: async (organizationId, { limit, after }) =>
      pageOf(
        db
          .select()
          .from(users)
          .where(and(mine(organizationId), after === null ? undefined : lt(users.id, after as UserId)))
          .orderBy(desc(users.id))
          .limit(limit + 1)
          .all(),
        limit,
        memberOf,
        ({ id }) => id,
      ),

    get: async (organizationId, id) => memberOf(rowOf(organizationId, id)),

    invite: ({ organizationId, invitation, by, linkHashOf }) =>
      writer.write(() => {
        refuseForeignGroups(db, organizationId, invitation);
        const known = db.select().from(users).where(eq(users.email, invitation.email)).get();
        const row = known ?? insertUser(db, invitation, now());
        if (readAssignments(db, row.id).assignments.some((held) => countsIn(held, organizationId))) {
          throw refused("userExists");
        }
        grant(db, row.id, organizationId, invitation, now());
        outdateEverywhere(db);
        const member = memberOf(row);
        const link = { organizationId, userId: row.id, purpose: "invitation", by, linkHashOf, at: now() } as const;
        const jobs = member.state === "invited" ? plan.tellLink(link) : [];
        noteChange({ object: userObject(row.id), after: { ...invitation, state: member.state } });
        return { member: memberOf(row), jobs };
      }),

    mailLink: ({ organizationId, id, purpose, ...link }) =>
      writer.write(() => {
        const { state } = memberOf(rowOf(organizationId, id));
        const fitting = purpose === "invitation" ? "invited" : "active";
        if (state !== fitting) throw refused("userIs", { state });
        noteChange({ object: userObject(id), after: { mailed: purpose } });
        return plan.tellLink({ organizationId, userId: id, purpose, ...link, at: now() });
      }),

    mailReset: (email, linkHashOf) =>
      writer.write(() => {
        const row = db
          .select()
          .from(users)
          .where(and(eq(users.email, email), isNull(users.disabledAt)))
          .get();
        if (row === undefined) return [];
        // Whoever was invited and forgot about it is helped, too.
        const purpose = memberOf(row).state === "invited" ? "invitation" : "passwordReset";
        const who = { userId: row.id, organizationId: null, by: "Tocsin" };
        noteChange({ object: userObject(row.id), after: { mailed: purpose } });
        return plan.tellLink({ ...who, purpose, linkHashOf, at: now() });
      }),

    change: (organizationId, id, { disabled, ...change }) =>
      writer.write(() => {
        const row = rowOf(organizationId, id);
        const { disabledAt } = row;
        const before = memberOf(row);
        if (disabled === true && disabledAt === null) {
          keepAnAdministrator(db, id);
          endAccess(db, id, null);
        }
        const state = disabled === undefined ? {} : { disabledAt: disabled ? (disabledAt ?? now()) : null };
        db.update(users)
          .set({ ...withoutUndefined(change), ...state, updatedAt: now() })
          .where(eq(users.id, id))
          .run();
        outdateEverywhere(db);
        const after = memberOf(rowOf(organizationId, id));
        noteChange({ object: userObject(id), before: saidOf(before), after: saidOf(after) });
        return after;
      }),

    remove: (organizationId, id) =>
      writer.write(() => {
        const row = rowOf(organizationId, id);
        const { email } = row;
        noteChange({ object: userObject(id), before: saidOf(memberOf(row)) });
        keepAnAdministrator(db, id);
        endAccess(db, id, null);
        removeSecondFactor(db, id);
        for (const table of [accountLinks, familiarNetworks, accounts, roleAssignments] as const) {
          db.delete(table).where(eq(table.userId, id)).run();
        }
        db.delete(users).where(eq(users.id, id)).run();
        for (const { id: organization } of outdateEverywhere(db)) {
          const former = { organizationId: organization, email, removedAt: now() };
          db.insert(formerUsers).values(former).onConflictDoNothing().run();
        }
      }),
  };
};

const userObject = (id: UserId) => ({ kind: "user" as const, id });

const saidOf = ({ name, email, state, locale, timeZone, assignments }: Member) => ({
  name,
  email,
  state,
  locale,
  timeZone,
  assignments,
});

/** Who may see what has changed: what decides about mails must learn it before the next one, in all that it answers. */
const outdateEverywhere = (db: Drizzle): readonly { readonly id: OrganizationId }[] => {
  const everywhere = db.select({ id: organizations.id }).from(organizations).all();
  for (const { id } of everywhere) outdateKnowledge(db, id);
  return everywhere;
};

const insertUser = (db: Drizzle, { email, name, locale, timeZone }: Invitation, now: number): Row => {
  const stamps = { createdAt: now, updatedAt: now };
  const [row] = db
    .insert(users)
    .values({ id: newId<UserId>(), email, name, locale, timeZone, ...stamps })
    .returning()
    .all();
  if (row === undefined) throw new Error("SQLite answered no row for an insert");
  return row;
};

const grant = (
  db: Drizzle,
  userId: UserId,
  organizationId: OrganizationId,
  { roles }: Invitation,
  now: number,
): void => {
  for (const { role, deviceGroups: groups } of roles) {
    db.insert(roleAssignments)
      .values({ id: newId(), userId, role, organizationId, deviceGroups: groups, createdAt: now })
      .run();
  }
};

const refuseForeignGroups = (db: Drizzle, organizationId: OrganizationId, { roles }: Invitation): void => {
  const asked = [...new Set(roles.flatMap(({ deviceGroups: groups }) => groups ?? []))];
  const here = db
    .select({ id: deviceGroups.id })
    .from(deviceGroups)
    .where(
      and(
        eq(deviceGroups.organizationId, organizationId),
        isNull(deviceGroups.archivedAt),
        inArray(deviceGroups.id, asked),
      ),
    )
    .all();
  const known = new Set<string>([...here.map(({ id }) => id), ungroupedId]);
  const missing = asked.filter((id) => !known.has(id));
  if (missing.length === 0) return;
  const fault = { path: "roles", message: fieldFault("groupsUnknown", { groups: missing.join(", ") }) };
  throw refused("groupsUnknown", null, [fault]);
};

const readMember = (db: Drizzle, row: Row, now: number): Member => {
  const { id, name, email, locale, timeZone, createdAt } = row;
  const comes = db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, id)).get() !== undefined;
  const seen = db
    .select({ at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(eq(sessions.userId, id))
    .get();
  const open = and(eq(accountLinks.userId, id), eq(accountLinks.purpose, "invitation"), isNull(accountLinks.usedAt));
  const link = db.select().from(accountLinks).where(open).get();
  return {
    id,
    name,
    email,
    state: row.disabledAt !== null ? "disabled" : comes ? "active" : "invited",
    secondFactor: hasSecondFactor(db, id),
    locale,
    timeZone,
    createdAt,
    lastSeenAt: seen?.at ?? null,
    invitationExpiresAt: link !== undefined && link.expiresAt > now ? link.expiresAt : null,
    assignments: readAssignments(db, id).assignments,
  };
};

const withoutUndefined = <Value extends object>(value: Value): Partial<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<Value>;
