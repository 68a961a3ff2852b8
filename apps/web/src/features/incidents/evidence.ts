import { type evidenceResponseSchema, evidenceTypes } from "@tocsin/core/incidents";

export type Evidence = ReturnType<typeof evidenceResponseSchema.parse>;

export interface EvidenceGroup {
  readonly type: Evidence["type"];
  readonly items: readonly Evidence[];
}

/** Evidence by type, in the order of the types, each piece once however many alerts point at it. */
export const groupEvidence = (evidence: readonly Evidence[]): readonly EvidenceGroup[] =>
  evidenceTypes.flatMap((type) => {
    const items = new Map<string, Evidence>();
    for (const item of evidence) {
      const key = item.name.toLowerCase();
      if (item.type === type && !items.has(key)) items.set(key, item);
    }
    return items.size === 0 ? [] : [{ type, items: [...items.values()] }];
  });
