import { z } from "zod";
import { sourceKindOf, sourceKinds } from "../incidents/index.ts";
import { fieldFault, type Instant, type OrganizationId, type SourceId } from "../kernel/index.ts";
import { pollDraftSchema } from "./poll/setting.ts";
import type { SignsOfLife } from "./signs-of-life.ts";

const kindNames = sourceKinds.map(({ kind }) => kind);

/** What an administrator says of a source; its settings are those of its kind. */
export const sourceDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(kindNames, { error: `is not a kind of source; there are ${kindNames.join(", ")}` }),
    settings: z.unknown().optional(),
    poll: pollDraftSchema
      .nullish()
      .describe("How its incidents are asked for, where they are not sent; null ends that, absent leaves it as it is"),
    /** Minutes of silence after which administrators are told; 0 never, null or absent as learned from its sending. */
    silentAfterMinutes: z.number().int().min(0).max(525_600).nullable().default(null),
    signed: z
      .boolean()
      .optional()
      .describe("Whether every request has to be signed after Standard Webhooks; absent leaves it as it is"),
    keyInPath: z
      .boolean()
      .optional()
      .describe(
        "Whether the key may stand in the address, for senders that cannot set a header; absent leaves it as it is",
      ),
  })
  .transform((draft, context) => {
    const settings = sourceKindOf(draft.kind)?.settings.safeParse(draft.settings ?? {});
    if (settings && !settings.success) {
      for (const issue of settings.error.issues) {
        context.addIssue({ code: "custom", path: ["settings", ...issue.path], message: issue.message });
      }
      return z.NEVER;
    }
    if (draft.poll && sourceKindOf(draft.kind)?.poll === undefined) {
      context.addIssue({ code: "custom", path: ["poll"], message: fieldFault("kindNotPolled", { kind: draft.kind }) });
      return z.NEVER;
    }
    return { ...draft, settings: settings?.data };
  })
  .meta({ id: "SourceDraft" });

export type SourceDraft = z.output<typeof sourceDraftSchema>;

/** A draft as a store takes it. */
export interface SourceWords extends Pick<SourceDraft, "name" | "kind" | "settings"> {
  readonly silentAfterMinutes?: number | null;
  readonly keyInPath?: boolean | undefined;
  /** Answers a first signing secret, sealed for the source; null ends signing, undefined leaves it as it is. */
  readonly signing?: ((id: SourceId) => string) | null | undefined;
}

/** A system that reports incidents to us. */
export interface Source {
  readonly id: SourceId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly kind: string;
  readonly settings: unknown;
  readonly createdAt: Instant;
  readonly lastReceivedAt: Instant | null;
  /** Made by the demo: what comes of it can be removed, and its mails never leave the server. */
  readonly demo: boolean;
  /** Whether what it sends has to be signed. */
  readonly signed: boolean;
  /** Whether its key may stand in the address. */
  readonly keyInPath: boolean;
  readonly signs: SignsOfLife;
}
