import { cpus } from "node:os";
import { type Correctness, checkArrivals } from "./arrived.ts";
import type { Contender } from "./contender.ts";
import type { Driver, Load, Post } from "./load.ts";
import type { Arrival, MailSink } from "./mail-sink.ts";
import { cpuMsOf, machineCpuMs } from "./processes.ts";

/** What every measurement needs. */
export interface Bench {
  readonly sink: MailSink;
  readonly driver: Driver;
}

/** What a contender did with a load, and what it used. */
export interface Ran {
  readonly load: Load;
  readonly posts: readonly Post[];
  readonly arrivals: readonly Arrival[];
  readonly correctness: Correctness;
  /** CPU ms by process. */
  readonly cpuMs: ReadonlyMap<string, number>;
  /** Cores that strangers used meanwhile: how far the figures can be believed. */
  readonly othersCores: number;
}

const withinMsOf = ({ count, pace }: Load): number =>
  60_000 + count * 30 + (pace.kind === "atRate" ? (count / pace.perSecond) * 1_000 : 0);

/** Drives a load into a contender and waits for its mails. */
export const run = async ({ sink, driver }: Bench, contender: Contender, load: Load): Promise<Ran> => {
  const before = readUse(contender, [sink.pid, driver.pid, process.pid]);
  const within = withinMsOf(load);
  const posts = await driver.drive(load, within);
  const arrivals = await sink.collect(load.count, within);
  const after = readUse(contender, [sink.pid, driver.pid, process.pid]);
  const cpuMs = new Map([...after.cpuMs].map(([name, ms]) => [name, ms - (before.cpuMs.get(name) ?? 0)]));
  return {
    load,
    posts,
    arrivals,
    correctness: checkArrivals(load, posts, arrivals),
    cpuMs,
    othersCores: Math.max(0, after.othersMs - before.othersMs) / (after.at - before.at),
  };
};

const readUse = ({ pids }: Contender, ours: readonly number[]) => {
  const cpuMs = new Map([...pids].map(([name, pid]) => [name, cpuMsOf(pid)]));
  const known = [...cpuMs.values(), ...ours.map(cpuMsOf)].reduce((total, ms) => total + ms, 0);
  return { at: performance.now(), cpuMs, othersMs: machineCpuMs() - known };
};

/** The machine in a few words. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.version}`;
