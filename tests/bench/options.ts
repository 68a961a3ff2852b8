import { parseArgs } from "node:util";
import { type BodyShape, bodyShapes } from "./bodies.ts";

export const parts = ["burst", "steady", "batches", "idle", "start", "queue"] as const;
export type Part = (typeof parts)[number];

/** What a run is to do. */
export interface Options {
  readonly count: number;
  readonly concurrency: number;
  /** How often the burst and the batches are measured, each time in programs that were started anew; the middle one counts. */
  readonly rounds: number;
  /** Posts a second, and for how long, in the open loop. */
  readonly rate: number;
  readonly seconds: number;
  readonly rules: number;
  /** What each rule asks for: a source, which the candidate index knows, or a title, which every rule is asked about. */
  readonly match: "source" | "title";
  readonly kind: Exclude<BodyShape, "alertmanager">;
  readonly warmUp: number;
  /** Whether mails go over STARTTLS, as both contenders demand of any mail server on another host. */
  readonly tls: boolean;
  readonly only: readonly Part[];
  readonly profile: "api" | "worker" | null;
  readonly compare: boolean;
}

const usage = `node tests/bench/main.ts [options]
  --count 5000        mails of the burst, and of the batches
  --concurrency 32    connections that post at once
  --rounds 3          rounds of the burst and of the batches, each in a launch of its own; the middle one counts
  --rate 50           posts a second in the open loop
  --seconds 20        how long the open loop runs
  --rules 100         rules, of which each incident matches one
  --match source      what the rules ask for: source (indexed) or title (every rule is asked)
  --kind generic      what is posted: ${bodyShapes.filter((shape) => shape !== "alertmanager").join(" or ")}
  --warm-up 5000      mails of a launch before the first measurement
  --tls               mails go over STARTTLS
  --only burst,idle   some parts of ${parts.join(", ")}
  --profile api       samples the api or the worker, and prints where its time went; without comparison
  --no-compare        leaves Alertmanager out`;

/** Reads the flags; ends the process with the usage where they make no sense. */
export const parseOptions = (given: readonly string[]): Options => {
  try {
    return read(given);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(64);
  }
};

const read = (given: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...given],
    allowNegative: true,
    options: {
      count: { type: "string", default: "5000" },
      concurrency: { type: "string", default: "32" },
      rounds: { type: "string", default: "3" },
      rate: { type: "string", default: "50" },
      seconds: { type: "string", default: "20" },
      rules: { type: "string", default: "100" },
      match: { type: "string", default: "source" },
      kind: { type: "string", default: "generic" },
      "warm-up": { type: "string", default: "5000" },
      tls: { type: "boolean", default: false },
      only: { type: "string", default: parts.join(",") },
      profile: { type: "string" },
      compare: { type: "boolean", default: true },
    },
  });
  const profile = values.profile === undefined ? null : oneOf("profile", values.profile, ["api", "worker"] as const);
  return {
    count: numberOf("count", values.count, 50_000),
    concurrency: numberOf("concurrency", values.concurrency, 512),
    rounds: profile === null ? numberOf("rounds", values.rounds, 20) : 1,
    rate: numberOf("rate", values.rate, 1_000),
    seconds: numberOf("seconds", values.seconds, 300),
    rules: numberOf("rules", values.rules, 1_000),
    match: oneOf("match", values.match, ["source", "title"] as const),
    kind: oneOf("kind", values.kind, ["generic", "graph-security"] as const),
    warmUp: numberOf("warm-up", values["warm-up"], 50_000),
    tls: values.tls,
    only: partsOf(values.only, profile !== null),
    profile,
    compare: values.compare && profile === null,
  };
};

/** In their own order: a start anew ends the processes whose use the others read, and a sampled one is sampled once. */
const partsOf = (text: string, sampled: boolean): readonly Part[] => {
  const wanted = new Set(text.split(",").map((name) => oneOf("only", name, parts)));
  return parts.filter((part) => wanted.has(part) && !(sampled && part === "start"));
};

const numberOf = (name: string, text: string, max: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Error(`--${name} is a whole number from 1 to ${max}`);
};

const oneOf = <Value extends string>(name: string, text: string, allowed: readonly Value[]): Value => {
  const value = allowed.find((one) => one === text);
  if (value !== undefined) return value;
  throw new Error(`--${name} is one of ${allowed.join(", ")}`);
};
