import { type NormaliseContext, type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import { payloadPreviewRequestSchema, payloadPreviewResponseSchema, previewPayload } from "@tocsin/core/intake";
import { DomainError, type Result, refused } from "@tocsin/core/kernel";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { sha256 } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";

export interface PayloadPreviewParts {
  readonly organizations: OrganizationStore;
  /** Takes a body apart as an ingest does. */
  readonly parse: (text: string, kind: SourceKind) => Result<readonly { readonly value: unknown }[], PayloadFaultAt>;
}

interface PayloadFaultAt {
  readonly path: string;
  readonly problem: string;
}

/** `POST /api/v1/sources/preview`: what a source of some kind and settings would make of a payload, live while one edits. */
export const payloadPreviewRoutes = ({ organizations, parse }: PayloadPreviewParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/sources/preview",
    tag: "Sources",
    summary: "See what incident a payload would make, and the fields that a mapping can name; nothing is stored",
    policy: "sources.manage",
    body: payloadPreviewRequestSchema,
    answers: {
      200: { description: "What each document would become", schema: payloadPreviewResponseSchema },
      422: { description: "The settings are not those of the kind" },
    },
    handle: async ({ caller, body }) => {
      const kind = sourceKindOf(body.kind);
      if (kind === undefined) throw new DomainError("unavailable", `No reader for sources of kind ${body.kind}`);
      const { tenantId } = await organizations.get(caller.scope);
      const settings = settingsOf(kind, body.settings);
      const context: NormaliseContext = { sourceId: "preview", tenantId, settings, digest: sha256 };
      const parsed = parse(body.payload, kind);
      if (parsed.ok) {
        const documents = parsed.value.map(({ value }) => value);
        return { status: 200, body: previewPayload(kind, context, documents) };
      }
      const problem = { outcome: "problem" as const, ...parsed.problem };
      return { status: 200, body: { documents: [problem], count: 1, fields: [], suggestion: null } };
    },
  }),
];

const settingsOf = (kind: SourceKind, said: unknown): unknown => {
  const settings = kind.settings.safeParse(said ?? {});
  if (settings.success) return settings.data;
  const faults = settings.error.issues.map(({ path, message }) => ({ path: ["settings", ...path].join("."), message }));
  throw refused("settingsOfAnotherKind", null, faults);
};
