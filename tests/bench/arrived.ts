import { nonceOf } from "./bodies.ts";
import type { Load, Post } from "./load.ts";
import type { Arrival } from "./mail-sink.ts";

/** Whether what was accepted was told, once each. */
export interface Correctness {
  readonly accepted: number;
  readonly refused: number;
  /** The answers that refused; 0 is a connection that broke. */
  readonly refusals: readonly number[];
  readonly lost: number;
  readonly repeated: number;
  /** Mails that carry no mark of this load. */
  readonly strange: number;
}

/** Compares the mails that arrived with the incidents whose request was answered with a 2xx. */
export const checkArrivals = (load: Load, posts: readonly Post[], arrivals: readonly Arrival[]): Correctness => {
  const accepted = new Set(posts.filter(({ status }) => status >= 200 && status < 300).flatMap(noncesOf(load)));
  const counts = new Map<string, number>();
  for (const { nonce } of arrivals) counts.set(nonce, (counts.get(nonce) ?? 0) + 1);
  const known = new Set(posts.flatMap(noncesOf(load)));
  return {
    accepted: accepted.size,
    refused: known.size - accepted.size,
    refusals: [...new Set(posts.map(({ status }) => status).filter((status) => status < 200 || status >= 300))],
    lost: [...accepted].filter((nonce) => !counts.has(nonce)).length,
    repeated: [...counts.values()].reduce((total, count) => total + count - 1, 0),
    strange: [...counts.keys()].filter((nonce) => !known.has(nonce)).length,
  };
};

export const isRight = ({ refused, lost, repeated, strange }: Correctness): boolean =>
  refused + lost + repeated + strange === 0;

export const describeCorrectness = ({ accepted, refusals, ...faults }: Correctness): string => {
  const said = Object.entries(faults).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
  if (refusals.length > 0) said.push(`answered ${refusals.join(", ")}`);
  return said.length === 0 ? `all ${accepted} once` : `${accepted} accepted: ${said.join(", ")}`;
};

const noncesOf =
  ({ run, batch, count }: Load) =>
  ({ first }: Post): readonly string[] =>
    Array.from({ length: Math.min(batch, count - first) }, (_, n) => nonceOf(run, first + n));
