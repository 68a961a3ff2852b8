import { minuteMs, refused, type TransportTestId } from "@tocsin/core/kernel";
import type { KeptTransport, KeptTransports, TransportStore, TransportTest } from "@tocsin/core/transports";
import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { found } from "../not-found.ts";
import type { StoreParts } from "../store-parts.ts";
import { openStakes } from "./stakes.ts";
import { transportChoice, transports, transportTests } from "./tables.ts";

/** After this a test that no worker has ended is forgotten with its secrets. */
const testLifeMs = 15 * minuteMs;

export const openTransportStore = (parts: StoreParts): TransportStore => {
  const { db, writer, clock } = parts;

  const choiceRow = db.select().from(transportChoice).prepare();
  const nextTest = db
    .select()
    .from(transportTests)
    .where(isNull(transportTests.startedAt))
    .orderBy(asc(transportTests.id))
    .limit(1)
    .prepare();
  const choice = () => choiceRow.get() ?? { id: 1, active: null, revision: 0 };

  const keptOf = (kind: KeptTransport["settings"]["kind"]): KeptTransport | null => {
    const row = db.select().from(transports).where(eq(transports.kind, kind)).get();
    return row === undefined ? null : transportOf(row);
  };

  /** Tells the workers; called in the write that changes something. */
  const grow = (active: KeptTransports["active"]): void => {
    db.insert(transportChoice)
      .values({ id: 1, active, revision: 1 })
      .onConflictDoUpdate({
        target: transportChoice.id,
        set: { active, revision: sql`${transportChoice.revision} + 1` },
      })
      .run();
  };

  const forgetOldTests = (): void => {
    db.delete(transportTests)
      .where(lt(transportTests.askedAt, clock() - testLifeMs))
      .run();
  };

  const setTest = (id: TransportTestId, change: Partial<typeof transportTests.$inferInsert>) =>
    db.update(transportTests).set(change).where(eq(transportTests.id, id)).run();

  return {
    all: async () => {
      const { active, revision } = choice();
      const rows = db.select().from(transports).orderBy(asc(transports.kind)).all();
      return { active, revision, items: rows.map(transportOf) };
    },

    revision: async () => choice().revision,

    save: (kind, change, by) =>
      writer.write(() => {
        const before = keptOf(kind);
        const { sealed, ...changed } = change(before);
        const row = { kind, ...changed, secrets: sealed, changedAt: clock(), changedBy: by };
        db.insert(transports).values(row).onConflictDoUpdate({ target: transports.kind, set: row }).run();
        const { active } = choice();
        if (active === kind) grow(active);
        const after = transportOf(row);
        noteChange({ object: transportObject(kind), before: before && saidOf(before), after: saidOf(after) });
        return after;
      }),

    remove: (kind) =>
      writer.write(() => {
        if (choice().active === kind) throw refused("transportCarries");
        const [row] = db.delete(transports).where(eq(transports.kind, kind)).returning().all();
        noteChange({ object: transportObject(kind), before: saidOf(transportOf(found(row, "transport"))) });
      }),

    activate: (kind) =>
      writer.write(() => {
        if (kind !== null) found(keptOf(kind) ?? undefined, "transport");
        const { active: before } = choice();
        if (before !== kind) grow(kind);
        noteChange({ object: transportObject(kind), before: { active: before }, after: { active: kind } });
      }),

    stakes: openStakes(parts),

    askTest: ({ settings, to, askedBy, sealedFor }) =>
      writer.write(() => {
        forgetOldTests();
        const id = newId<TransportTestId>();
        const row = { id, settings, secrets: sealedFor(id), address: to, askedBy, askedAt: clock(), steps: [] };
        db.insert(transportTests).values(row).run();
        noteChange({ object: { kind: "transport test", id }, after: { settings, to } });
        return testOf({ ...row, startedAt: null, endedAt: null });
      }),

    test: async (id) =>
      testOf(found(db.select().from(transportTests).where(eq(transportTests.id, id)).get(), "transport test")),

    claimTest: async () => {
      // Asked several times a second: nothing is written, nor waited for, while there is nothing to do.
      const [waiting] = nextTest.all();
      if (waiting === undefined) return null;
      return writer.write(() => {
        forgetOldTests();
        const [claimed] = db
          .update(transportTests)
          .set({ startedAt: clock() })
          .where(and(eq(transportTests.id, waiting.id), isNull(transportTests.startedAt)))
          .returning()
          .all();
        return claimed === undefined ? null : testOf(claimed);
      });
    },

    recordSteps: (id, steps, ended) =>
      writer.write(() => {
        setTest(id, { steps, ...(ended && { endedAt: clock(), secrets: {} }) });
      }),
  };
};

const transportObject = (kind: string | null) => ({ kind: "transport" as const, id: kind });

/** Without its secrets: when each was set says whether it was set anew. */
const saidOf = ({ settings, secretsSetAt }: KeptTransport) => ({ settings, secretsSetAt });

const transportOf = (row: typeof transports.$inferSelect): KeptTransport => ({
  settings: row.settings,
  sealed: row.secrets,
  secretsSetAt: row.secretsSetAt,
  changedAt: row.changedAt,
  changedBy: row.changedBy,
});

const testOf = ({ address, secrets, ...row }: typeof transportTests.$inferSelect): TransportTest => ({
  ...row,
  sealed: secrets,
  to: address,
});
