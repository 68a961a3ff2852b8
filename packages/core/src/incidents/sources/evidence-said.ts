import type { EvidenceFacts, EvidenceType, LayeredEvidence, Layers, Version } from "../incident.ts";
import { joinLayers } from "../layers.ts";

/** What one entry of a payload says of one piece of evidence. */
export interface EvidenceSaid {
  readonly type: EvidenceType;
  readonly key: string;
  readonly facts: Partial<EvidenceFacts>;
}

/** The evidence of one alert, each piece once. What one mention knows is not undone by another that leaves it empty. */
export const layEvidence = (mentions: readonly EvidenceSaid[], version: Version): readonly LayeredEvidence[] => {
  const pieces = new Map<string, EvidenceSaid[]>();
  for (const mention of mentions) {
    const id = `${mention.type} ${mention.key}`;
    const piece = pieces.get(id);
    if (piece) piece.push(mention);
    else pieces.set(id, [mention]);
  }
  return [...pieces.values()].flatMap((piece) => joinMentions(piece, version) ?? []);
};

const joinMentions = (piece: readonly EvidenceSaid[], version: Version): LayeredEvidence | null => {
  const [first] = piece;
  if (first === undefined) return null;
  if (piece.length === 1) return { type: first.type, key: first.key, layers: [{ version, facts: first.facts }] };
  const known = new Set(piece.flatMap(({ facts }) => entriesOf(facts).flatMap(([k, v]) => (isEmpty(v) ? [] : [k]))));
  const layers = piece.map<Layers<EvidenceFacts>>(({ facts }) => {
    const kept = entriesOf(facts).filter(([field, value]) => !isEmpty(value) || !known.has(field));
    return [{ version, facts: Object.fromEntries(kept) as Partial<EvidenceFacts> }];
  });
  return { type: first.type, key: first.key, layers: layers.reduce((a, b) => joinLayers(a, b)) };
};

const entriesOf = (facts: Partial<EvidenceFacts>): readonly [string, unknown][] => Object.entries(facts);

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);
