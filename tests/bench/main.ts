import { loadavg } from "node:os";
import "../../scripts/node-guard.ts";
import { alertmanagerVersion, startAlertmanager } from "./alertmanager.ts";
import { type Bench, machine, run } from "./bench.ts";
import type { Contender } from "./contender.ts";
import { startDriver } from "./load.ts";
import { startMailSink } from "./mail-sink.ts";
import { type Options, type Part, parseOptions } from "./options.ts";
import { type Figure, inRounds, measures, middleOf } from "./parts.ts";
import { printProfiles } from "./profile.ts";
import { tableOf } from "./table.ts";
import { profileFolder, startTocsin } from "./tocsin.ts";

/*
 * Measures the built product from outside, beside Alertmanager where that is installed, and ends with exit code 1
 * where a mail was lost or came twice. docs/benchmarks.md says what the figures mean.
 */

/** One launch of the contenders, warmed up: of two launches of one build either may be the faster, for as long as it runs. */
const measureLaunch = async (bench: Bench, options: Options, version: string | null, round: number) => {
  await using tocsin = await startTocsin(options, bench.sink.port);
  await using alertmanager = version === null ? null : await startAlertmanager(options, bench.sink.port);
  const contenders = alertmanager === null ? [tocsin] : [tocsin, alertmanager];
  for (const contender of contenders) await warmUp(bench, contender, options);
  const found = contenders.map(() => new Map<Part, readonly Figure[]>());
  let right = true;
  // Part by part and in turns, so that what is compared was measured side by side on a machine whose speed comes and goes.
  for (const part of options.only.filter((one) => round === 0 || inRounds.has(one))) {
    for (const [index, contender] of contenders.entries()) {
      const result = await measures[part](bench, contender, options);
      found[index]?.set(part, result.figures);
      right &&= result.right;
    }
  }
  return { names: contenders.map(({ name }) => name), found, right };
};

const measureAll = async (options: Options, version: string | null): Promise<boolean> => {
  await using sink = await startMailSink(options);
  await using driver = await startDriver();
  const rounds = options.only.some((part) => inRounds.has(part)) ? options.rounds : 1;
  const launches: Awaited<ReturnType<typeof measureLaunch>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    launches.push(await measureLaunch({ sink, driver }, options, version, round));
  }
  const names = launches[0]?.names ?? [];
  const figuresOf = (index: number, part: Part) =>
    middleOf(launches.map(({ found }) => found[index]?.get(part)).filter((figures) => figures !== undefined));
  const columns = names.map((_, index) => options.only.flatMap((part) => figuresOf(index, part)));
  console.log(tableOf(names, columns));
  return launches.every(({ right }) => right);
};

const warmUp = async (bench: Bench, contender: Contender, options: Options): Promise<void> => {
  const { warmUp: count, concurrency, rules } = options;
  const pace = { kind: "atOnce", concurrency } as const;
  await run(bench, contender, { target: contender.target, run: "warm", count, batch: 1, rules, pace });
};

const options = parseOptions(process.argv.slice(2));
const version = options.compare ? alertmanagerVersion() : null;
console.log(`${machine()}; load ${loadavg()[0]?.toFixed(2)} before the run`);
const road = options.tls ? "STARTTLS" : "plain SMTP";
console.log(`${options.rules} rules by ${options.match}, incidents of kind ${options.kind}, mails over ${road}`);
if (version !== null) console.log(`Beside Alertmanager ${version}`);
else if (options.compare) console.log("Skipped: there is no prometheus-alertmanager on the PATH to compare with");

const right = await measureAll(options, version);
if (options.profile !== null) await printProfiles(profileFolder);
if (!right) console.error("Mails were lost or came twice: see the lines *arrived*.");
process.exitCode = right ? 0 : 1;
