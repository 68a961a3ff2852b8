import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type CallFrame, openPlaces, type Place } from "./profile-places.ts";

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

/** The part of V8's `.cpuprofile` that is read here. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const shown = 30;

/** Prints where the sampled programs spent their time, and removes the samples. Idle time is left out. */
export const printProfiles = async (folder: string): Promise<void> => {
  for (const file of await readdir(folder)) print(JSON.parse(await readFile(join(folder, file), "utf8")) as CpuProfile);
  await rm(folder, { recursive: true, force: true });
};

const print = (profile: CpuProfile): void => {
  const placeOf = openPlaces();
  const places = new Map(profile.nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const self = selfTimes(profile);
  const busy = [...self].filter(([id]) => places.get(id)?.name !== "(idle)");
  const total = busy.reduce((all, [, us]) => all + us, 0);
  const by = (key: (place: Place) => string, times: Iterable<readonly [number, number]>) => {
    const sums = new Map<string, number>();
    for (const [id, us] of times) {
      const place = places.get(id);
      if (place !== undefined) sums.set(key(place), (sums.get(key(place)) ?? 0) + us);
    }
    return sums;
  };
  console.log(`\nBusy for ${(total / 1e6).toFixed(2)} s`);
  list(
    "Self time by package",
    by(({ group }) => group, busy),
    total,
  );
  list(
    "Self time by function",
    by(({ name }) => name, busy),
    total,
  );
  list("Time with everything called, by function", withCalled(profile, self, places), total);
};

const list = (title: string, times: ReadonlyMap<string, number>, total: number): void => {
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, shown);
  console.log(`\n${title}`);
  for (const [name, us] of rows) console.log(`  ${((us / total) * 100).toFixed(1).padStart(5)} %  ${name}`);
};

const selfTimes = ({ samples, timeDeltas }: CpuProfile): ReadonlyMap<number, number> => {
  const times = new Map<number, number>();
  samples.forEach((id, index) => {
    // A delta is the time before its sample, so what a sample stands for ends with the next one.
    times.set(id, (times.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0));
  });
  return times;
};

/** The time of each function of ours with all that it calls; one that calls itself is counted once. */
const withCalled = (
  { nodes }: CpuProfile,
  self: ReadonlyMap<number, number>,
  places: ReadonlyMap<number, Place>,
): ReadonlyMap<string, number> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const called = new Set(nodes.flatMap(({ children }) => children ?? []));
  const sums = new Map<string, number>();
  const visit = (node: ProfileNode, above: ReadonlySet<string>): number => {
    const name = places.get(node.id)?.name ?? "";
    const within = new Set(above).add(name);
    const children = (node.children ?? []).flatMap((id) => byId.get(id) ?? []);
    const time = children.reduce((all, child) => all + visit(child, within), self.get(node.id) ?? 0);
    if (!above.has(name) && isOurs(name)) sums.set(name, (sums.get(name) ?? 0) + time);
    return time;
  };
  for (const node of nodes) if (!called.has(node.id)) visit(node, new Set());
  return sums;
};

const isOurs = (name: string): boolean => /^(?:apps|packages)\//.test(name);
