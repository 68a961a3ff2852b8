import { createHash } from "node:crypto";
import { type Act, type AuditDetail, type AuditEntry, emptyChain, hashOf } from "@tocsin/core/audit";
import { eq } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Drizzle } from "../open.ts";
import type { Writer } from "../writer.ts";
import { type ActUnderWay, currentAct } from "./current-act.ts";
import { auditEntries, auditHead } from "./tables.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The write that runs now: synchronous, so there is one at most. */
let writing: ActUnderWay | null = null;

/** Says, within a write, what it changes, for the entry that it leaves. Never a secret. */
export const noteChange = (detail: AuditDetail): void => {
  if (writing !== null) writing.detail = { ...writing.detail, ...detail };
};

/** A writer whose first write in somebody's name appends the entry of the act, under the same savepoint. */
export const auditedWriter = (writer: Writer, db: Drizzle, clock: Clock): Writer => ({
  ...writer,
  write: (run, manner) => {
    const act = currentAct();
    if (act === null) return writer.write(run, manner);
    // What it notes of itself here is no row: it is not repeatable.
    return writer.write(() => {
      act.detail = {};
      writing = act;
      try {
        const value = run();
        if (!act.written) append(db, { act: act.act, detail: act.detail, denied: null, at: Math.floor(clock()) });
        act.written = true;
        return value;
      } finally {
        writing = null;
      }
    });
  },
});

interface Appended {
  readonly act: Act;
  readonly detail: AuditDetail;
  readonly denied: AuditEntry["denied"];
  readonly at: number;
}

/** Part of a write: the next link, and the chain's new end. */
export const append = (db: Drizzle, { act, detail, denied, at }: Appended): void => {
  const head = db.select().from(auditHead).where(eq(auditHead.id, 1)).get() ?? emptyChain;
  const said = {
    seq: head.seq + 1,
    at,
    ...act,
    ...detail.by,
    object: detail.object ?? act.object,
    outcome: denied === null ? ("done" as const) : ("denied" as const),
    denied,
    before: plain(detail.before),
    after: plain(detail.after),
    previousHash: head.hash,
  };
  const hash = hashOf(said, sha256);
  const { object, ...columns } = said;
  const actorId = "id" in said.actor ? said.actor.id : null;
  db.insert(auditEntries)
    .values({ ...columns, actorId, objectKind: object.kind, objectId: object.id, hash })
    .run();
  db.insert(auditHead)
    .values({ id: 1, seq: said.seq, hash })
    .onConflictDoUpdate({ target: auditHead.id, set: { seq: said.seq, hash } })
    .run();
};

/** As it will be read again: what JSON leaves out was never said. */
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
