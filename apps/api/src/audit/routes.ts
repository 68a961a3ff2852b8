import { holds } from "@tocsin/core/access";
import {
  type AuditEntry,
  type AuditFilter,
  type AuditReader,
  type AuditStore,
  auditEntrySchema,
  chainVerdictSchema,
} from "@tocsin/core/audit";
import { nameOfActor, pageSchema, toIso } from "@tocsin/core/kernel";
import { z } from "zod";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { momentQuery } from "../http/params.ts";
import { type Caller, type Route, route } from "../http/route.ts";

const tag = "Audit";

const text = z.string().trim().min(1).max(200).optional();
const filterShape = {
  actor: text,
  action: text,
  object: text,
  outcome: z.enum(["done", "denied"]).optional(),
  from: momentQuery,
  to: momentQuery,
};
const filterSchema = z.object(filterShape);

/** So many entries are exported at once; the next part goes on from the moment of the last. */
const exportMax = 50_000;
const exportPage = 200;

export const auditRoutes = (audit: AuditStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/audit",
    tag,
    summary: "Who did what, and who was refused what, newest first",
    policy: "audit.read",
    query: pagingQuery.extend(filterShape),
    answers: { 200: { description: "A page", schema: pageSchema(auditEntrySchema) } },
    handle: async ({ caller, query }) => {
      const page = await audit.list(readerOf(caller), filterOf(query), pageRequestOf(query));
      return { status: 200, body: { ...page, items: page.items.map(presentEntry) } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/audit/export",
    tag,
    summary: "The same as lines of JSON, at most 50,000 at once: narrow by time for more",
    policy: "audit.export",
    query: filterSchema,
    answers: { 200: { description: "An entry a line", schema: z.string(), type: "text/plain" } },
    handle: async ({ caller, query }) => ({
      status: 200,
      text: { type: "text/plain", content: await exported(audit, readerOf(caller), filterOf(query)) },
      headers: { "Content-Disposition": 'attachment; filename="audit.ndjson"' },
    }),
  }),
  route({
    method: "get",
    path: "/api/v1/audit/verify",
    tag,
    summary: "Whether the log is whole: that no entry was changed, removed or moved",
    policy: "audit.read",
    answers: { 200: { description: "What was found", schema: chainVerdictSchema } },
    handle: async () => {
      const { entries, head, fault } = await audit.verify();
      return { status: 200, body: { whole: fault === null, entries, head, fault } };
    },
  }),
];

const filterOf = (query: z.output<typeof filterSchema>): AuditFilter => {
  const { actor = null, action = null, object = null, outcome = null, from = null, to = null } = query;
  return { actor, action, object, outcome, from, to };
};

/** Whoever may make organizations administers all of them. */
const readerOf = ({ rights, scope: { organizationId } }: Caller): AuditReader => ({
  organizationId,
  administersAll: holds(rights, "organizations.create"),
});

const exported = async (audit: AuditStore, reader: AuditReader, filter: AuditFilter): Promise<string> => {
  let lines = "";
  let after: string | null = null;
  for (let count = 0; count < exportMax; count += exportPage) {
    const page: Awaited<ReturnType<AuditStore["list"]>> = await audit.list(reader, filter, {
      limit: exportPage,
      after,
    });
    for (const entry of page.items) lines += `${JSON.stringify(presentEntry(entry))}\n`;
    after = page.next;
    if (after === null) break;
  }
  return lines;
};

const presentEntry = ({ organizationId: _organizationId, actor, at, ...entry }: AuditEntry) => ({
  ...entry,
  at: toIso(at),
  actor: { kind: actor.kind, id: "id" in actor ? actor.id : null, name: nameOfActor(actor) },
});
