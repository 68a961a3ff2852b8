import { canonical, rankOf, type Severity } from "../kernel/index.ts";
import { type Layer, type Layers, type Status, statuses, type Version } from "./incident.ts";

/**
 * Layers are a join of everything that was ever said: each field is held by the write with the latest time.
 * Where two writes have the same time, or none, the fact that asks for more attention wins (a higher severity,
 * a status further along), and the content's hash settles the rest. So the same writes end in the same
 * layers in whatever order, and however often, they come. Where `b` adds nothing the answer is `a` itself.
 */
export const joinLayers = <Facts extends object>(a: Layers<Facts>, b: Layers<Facts>): Layers<Facts> => {
  // One write alone is its own join; most incidents never see a second.
  if (a.length === 0 && b.length === 1 && !isGappy(b[0])) return b;
  const winners = new Map<string, Claim>();
  const wins = (claim: Claim): boolean => {
    const held = winners.get(claim.field);
    if (held !== undefined && !isLater(claim, held)) return false;
    winners.set(claim.field, claim);
    return true;
  };
  claimsOf(a).forEach(wins);
  return claimsOf(b).filter(wins).length === 0 ? a : stack<Facts>([...winners.values()]);
};

/** The facts that stand: for every field the winning write's. */
export const factsOf = <Facts extends object>(layers: Layers<Facts>): Partial<Facts> =>
  layers.length === 1 && layers[0] !== undefined
    ? layers[0].facts
    : Object.assign({}, ...layers.map(({ facts }) => facts));

/** The latest time at which any standing fact was written; 0 where the source gives none. */
export const latestOf = <Facts>(layers: Layers<Facts>): number =>
  layers.reduce((latest, layer) => Math.max(latest, layer.version.at), 0);

/** Whether a layer names a field of which it says nothing, or nothing at all: such a layer leaves no trace. */
const isGappy = <Facts>(layer: Layer<Facts> | undefined): boolean => {
  const values = Object.values(layer?.facts ?? {});
  return values.length === 0 || values.includes(undefined);
};

interface Claim {
  readonly version: Version;
  readonly field: string;
  readonly value: unknown;
}

const claimsOf = <Facts extends object>(layers: Layers<Facts>): readonly Claim[] =>
  layers.flatMap(({ version, facts }) =>
    Object.entries(facts).flatMap(([field, value]) => (value === undefined ? [] : [{ version, field, value }])),
  );

const stack = <Facts>(claims: readonly Claim[]): Layers<Facts> => {
  const byVersion = new Map<string, { version: Version; facts: Record<string, unknown> }>();
  for (const { version, field, value } of claims) {
    const key = `${version.at} ${version.hash}`;
    const layer = byVersion.get(key) ?? { version, facts: {} };
    layer.facts[field] = value;
    byVersion.set(key, layer);
  }
  const layers = [...byVersion.values()] as unknown as Layer<Facts>[];
  return layers.sort((a, b) => b.version.at - a.version.at || compareText(b.version.hash, a.version.hash));
};

const isLater = (claim: Claim, held: Claim): boolean => {
  if (claim.version.at !== held.version.at) return claim.version.at > held.version.at;
  const attention = attentionOf(claim) - attentionOf(held);
  if (attention !== 0) return attention > 0;
  const byHash = compareText(claim.version.hash, held.version.hash);
  return byHash !== 0 ? byHash > 0 : compareText(canonical(claim.value), canonical(held.value)) > 0;
};

const attentionOf = ({ field, value }: Claim): number => {
  if (field === "severity") return rankOf((value as { value: Severity }).value);
  if (field === "status") return statuses.indexOf((value as { value: Status }).value);
  return 0;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
