import { setTimeout as wait } from "node:timers/promises";
import { describeCorrectness, isRight } from "./arrived.ts";
import { type Bench, type Ran, run } from "./bench.ts";
import type { Contender } from "./contender.ts";
import type { Options, Part } from "./options.ts";
import { cpuMsOf, memoryMibOf } from "./processes.ts";
import type { QueueVisit } from "./queue-page.ts";
import { largest, quantile, smallest, sum } from "./statistics.ts";

/** One line of the result: a figure, or several that belong together, in words. */
export interface Figure {
  readonly name: string;
  readonly text: string;
  /** The figure that is compared, where comparing means something. */
  readonly value?: number;
}

export interface PartResult {
  readonly figures: readonly Figure[];
  readonly right: boolean;
}

type Measure = (bench: Bench, contender: Contender, options: Options) => Promise<PartResult>;

const batchSize = 100;
const batchConcurrency = 4;
const idleSeconds = 5;
const settleMs = 2_000;
const coldStarts = 5;

const burst: Measure = async (bench, contender, { count, concurrency, rules }) => {
  const pace = { kind: "atOnce", concurrency } as const;
  const load = { target: contender.target, run: "burst", count, batch: 1, rules, pace };
  const ran = await run(bench, contender, load);
  return resultOf(ran, "burst", [
    ...throughput(ran),
    ...cpuPerMail(ran),
    milliseconds("POST → mail p50 / p95", latencies(ran), [0.5, 0.95]),
    {
      name: "mail size",
      text: `${(sum(ran.arrivals.map(({ bytes }) => bytes)) / ran.arrivals.length / 1_000).toFixed(1)} kB`,
    },
    peakMemory(contender),
  ]);
};

const steady: Measure = async (bench, contender, { rate, seconds, rules }) => {
  const pace = { kind: "atRate", perSecond: rate } as const;
  const load = { target: contender.target, run: "steady", count: rate * seconds, batch: 1, rules, pace };
  const ran = await run(bench, contender, load);
  const acks = ran.posts.map(({ sentAt, ackedAt }) => ackedAt - sentAt);
  return resultOf(ran, `${rate}/s`, [
    milliseconds("ack p50 / p95", acks, [0.5, 0.95]),
    milliseconds("POST → mail p50 / p95 / p99", latencies(ran), [0.5, 0.95, 0.99]),
    ...cpuPerMail(ran),
  ]);
};

const batches: Measure = async (bench, contender, { count, rules }) => {
  const pace = { kind: "atOnce", concurrency: batchConcurrency } as const;
  const load = { target: contender.target, run: "batches", count, batch: batchSize, rules, pace };
  const ran = await run(bench, contender, load);
  return resultOf(ran, `batches of ${batchSize}`, [...throughput(ran), ...cpuPerMail(ran), peakMemory(contender)]);
};

const idle: Measure = async (_bench, { pids }) => {
  await wait(settleMs);
  const before = new Map([...pids].map(([name, pid]) => [name, cpuMsOf(pid)]));
  await wait(idleSeconds * 1_000);
  const figures = [...pids].flatMap(([name, pid]): Figure[] => {
    const percent = (cpuMsOf(pid) - (before.get(name) ?? 0)) / (idleSeconds * 10);
    return [{ name: `idle, ${name}`, text: `${percent.toFixed(1)} % CPU, ${memoryMibOf(pid, "now").toFixed(0)} MiB` }];
  });
  return { figures, right: true };
};

const start: Measure = async (_bench, contender) => {
  const times: number[] = [];
  for (let n = 0; n < coldStarts; n += 1) times.push(await contender.coldStart());
  const value = quantile(times, 0.5);
  const name = `start → first accepted, median of ${coldStarts}`;
  return { figures: [{ name, text: `${value.toFixed(0)} ms`, value }], right: true };
};

const queue: Measure = async (_bench, contender) => {
  const visits = await contender.visitQueue();
  if (visits === null) return { figures: [], right: true };
  const typical = (values: readonly number[]): string => quantile(values, 0.5).toFixed(0);
  const tasks = (name: string, of: (visit: QueueVisit) => readonly number[]): Figure => {
    const counts = visits.map((visit) => of(visit).length).join(", ");
    return {
      name: `queue: long tasks, ${name}`,
      text: `${counts}; longest ${largest([0, ...visits.flatMap(of)]).toFixed(0)} ms`,
    };
  };
  return {
    figures: [
      { name: "queue: first row", text: `${typical(visits.map(({ firstRowMs }) => firstRowMs))} ms` },
      { name: "queue: rows in the page", text: typical(visits.map(({ rows }) => rows)) },
      tasks("opening", ({ opening }) => opening),
      tasks("working", ({ working }) => working),
    ],
    right: true,
  };
};

/** Parts that are measured in several rounds, each in a launch of its own: their ratios are what is compared. */
export const inRounds: ReadonlySet<Part> = new Set<Part>(["burst", "batches"]);

/** Of each figure the one in the middle; what is in words is that of the first round. */
export const middleOf = ([first, ...others]: readonly (readonly Figure[])[]): readonly Figure[] =>
  (first ?? []).map((figure, at) => {
    const all = [figure, ...others.flatMap((figures) => figures[at] ?? [])];
    const sorted = all.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
    return (figure.value === undefined ? undefined : sorted[Math.floor(sorted.length / 2)]) ?? figure;
  });

/** Each part measures one thing of one contender. */
export const measures: Readonly<Record<Part, Measure>> = { burst, steady, batches, idle, start, queue };

const resultOf = (ran: Ran, name: string, figures: readonly Figure[]): PartResult => {
  const told = { name: "arrived", text: describeCorrectness(ran.correctness) };
  const others = { name: "others used", text: `${ran.othersCores.toFixed(2)} cores` };
  return {
    figures: [...figures, told, others].map((figure) => ({ ...figure, name: `${name}: ${figure.name}` })),
    right: isRight(ran.correctness),
  };
};

/** From the first POST to the last arrival, and to the last answer. */
const throughput = ({ arrivals, posts, correctness }: Ran): readonly Figure[] => {
  const first = smallest(posts.map(({ sentAt }) => sentAt));
  return [
    perSecond("mails/s", arrivals.length, largest(arrivals.map(({ at }) => at)) - first),
    perSecond("accepted/s", correctness.accepted, largest(posts.map(({ ackedAt }) => ackedAt)) - first),
  ];
};

const perSecond = (name: string, count: number, ms: number): Figure => {
  const value = (count * 1_000) / ms;
  return { name, text: value.toFixed(0), value };
};

const milliseconds = (name: string, values: readonly number[], shares: readonly number[]): Figure => ({
  name,
  text: `${shares.map((share) => quantile(values, share).toFixed(1)).join(" / ")} ms`,
  value: quantile(values, 0.95),
});

/** CPU of the whole contender, with that of its processes where there are several. */
const cpuPerMail = ({ cpuMs, load }: Ran): readonly Figure[] => {
  const value = sum(cpuMs.values()) / load.count;
  const shares = [...cpuMs].map(([name, ms]) => `${name} ${(ms / load.count).toFixed(2)}`);
  const detail = shares.length > 1 ? ` (${shares.join(" + ")})` : "";
  return [{ name: "CPU ms/mail", text: `${value.toFixed(2)}${detail}`, value }];
};

const peakMemory = ({ pids }: Contender): Figure => {
  const peaks = [...pids].map(([name, pid]) => ({ name, mib: memoryMibOf(pid, "peak") }));
  const value = sum(peaks.map(({ mib }) => mib));
  const detail = peaks.length > 1 ? ` (${peaks.map(({ name, mib }) => `${name} ${mib.toFixed(0)}`).join(" + ")})` : "";
  return { name: "peak memory", text: `${value.toFixed(0)} MiB${detail}`, value };
};

const latencies = ({ posts, arrivals, load }: Ran): readonly number[] => {
  const sentAt = new Map(posts.map((post) => [post.first, post.sentAt]));
  return arrivals.flatMap(({ nonce, at }) => {
    const index = Number(nonce.slice(nonce.lastIndexOf("-") + 1));
    const sent = sentAt.get(index - (index % load.batch));
    return sent === undefined ? [] : [at - sent];
  });
};
