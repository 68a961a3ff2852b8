import {
  type AuditEntry,
  type AuditFilter,
  type AuditStore,
  type ChainFault,
  type ChainHead,
  type ChainVerdict,
  checkHead,
  checkLink,
  emptyChain,
  isFault,
} from "@tocsin/core/audit";
import { DomainError } from "@tocsin/core/kernel";
import { and, asc, desc, eq, gt, gte, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { append, sha256 } from "./audited-writer.ts";
import { runAs } from "./current-act.ts";
import { openHasAll } from "./has-all.ts";
import { auditEntries, auditHead } from "./tables.ts";

export const openAuditStore = ({ sqlite, db, writer, clock }: StoreParts): AuditStore => ({
  hasAll: openHasAll(db),

  inTheNameOf: runAs,

  deny: (act, denied) => writer.write(() => append(db, { act, detail: {}, denied, at: Math.floor(clock()) })),

  list: async ({ organizationId, administersAll }, filter, { limit, after }) => {
    const rows = db
      .select()
      .from(auditEntries)
      .where(
        and(
          or(
            eq(auditEntries.organizationId, organizationId),
            administersAll ? isNull(auditEntries.organizationId) : undefined,
          ),
          ...conditionsOf(filter),
          after === null ? undefined : lt(auditEntries.seq, seqOf(after)),
        ),
      )
      .orderBy(desc(auditEntries.seq))
      .limit(limit + 1)
      .all();
    return pageOf(rows, limit, entryOf, ({ seq }) => String(seq));
  },

  verify: async (noted = null) => readTogether(sqlite, () => verify(db, noted)),
});

const batch = 1_000;

const verify = (db: StoreParts["db"], noted: ChainHead | null): ChainVerdict => {
  let head: ChainHead = emptyChain;
  let entries = 0;
  for (;;) {
    const rows = db
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.seq, head.seq))
      .orderBy(asc(auditEntries.seq))
      .limit(batch)
      .all();
    for (const row of rows) {
      const next = checkLink(head, entryOf(row), sha256);
      if (isFault(next)) return { entries, head, fault: next };
      head = next;
      entries += 1;
      if (noted?.seq === head.seq && noted.hash !== head.hash) return { entries, head, fault: remade(head) };
    }
    if (rows.length < batch) break;
  }
  const kept = db.select({ seq: auditHead.seq, hash: auditHead.hash }).from(auditHead).get() ?? emptyChain;
  const beyond = noted !== null && noted.seq > head.seq ? checkHead(head, noted) : null;
  return { entries, head, fault: checkHead(head, kept) ?? beyond };
};

const remade = ({ seq }: ChainHead): ChainFault => ({
  seq,
  fault: "changed",
  words: `entry ${seq} or one before it is not what it was when its hash was noted`,
});

const entryOf = ({
  actorId: _actorId,
  objectKind,
  objectId,
  ...row
}: typeof auditEntries.$inferSelect): AuditEntry => ({ ...row, object: { kind: objectKind, id: objectId } });

const conditionsOf = ({ actor, action, object, outcome, from, to }: AuditFilter): readonly (SQL | undefined)[] => [
  actor === null
    ? undefined
    : or(eq(auditEntries.actorId, actor), holds(sql`json_extract(${auditEntries.actor}, '$.name')`, actor)),
  action === null ? undefined : or(holds(sql`${auditEntries.action}`, action), eq(sql`${auditEntries.right}`, action)),
  object === null ? undefined : or(eq(auditEntries.objectId, object), holds(sql`${auditEntries.objectKind}`, object)),
  outcome === null ? undefined : eq(auditEntries.outcome, outcome),
  from === null ? undefined : gte(auditEntries.at, from),
  to === null ? undefined : lte(auditEntries.at, to),
];

const holds = (column: SQL, text: string): SQL => sql`instr(lower(${column}), ${text.toLowerCase()}) > 0`;

const seqOf = (cursor: string): number => {
  if (!/^\d{1,15}$/.test(cursor)) throw new DomainError("malformed", "This cursor is not one that a list answered");
  return Number(cursor);
};
