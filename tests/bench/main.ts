import { loadavg } from "node:os";
import "../../scripts/node-guard.ts";
import { alertmanagerVersion, startAlertmanager } from "./alertmanager.ts";
import { type Bench, machine, run } from "./bench.ts";
import type { Contender } from "./contender.ts";
import { startDriver } from "./load.ts";
import { startMailSink } from "./mail-sink.ts";
import { type Options, parseOptions } from "./options.ts";
import { type Figure, inRounds, measures, middleOf } from "./parts.ts";
import { printProfiles } from "./profile.ts";
import { tableOf } from "./table.ts";
import { profileFolder, startTocsin } from "./tocsin.ts";

/*
 * Measures the built product from outside, beside Alertmanager where that is installed, and ends with exit code 1
 * where a mail was lost or came twice. docs/benchmarks.md says what the figures mean.
 */

const measureAll = async (options: Options, version: string | null): Promise<boolean> => {
  await using sink = await startMailSink(options);
  await using driver = await startDriver();
  await using tocsin = await startTocsin(options, sink.port);
  await using alertmanager = version === null ? null : await startAlertmanager(options, sink.port);
  const bench = { sink, driver };
  const contenders = alertmanager === null ? [tocsin] : [tocsin, alertmanager];
  const columns: Figure[][] = contenders.map(() => []);
  let right = true;
  for (const contender of contenders) await warmUp(bench, contender, options);
  // Part by part and in turns, so that what is compared was measured side by side on a machine whose speed comes and goes.
  for (const part of options.only) {
    const rounds: Figure[][][] = contenders.map(() => []);
    for (let round = 0; round < (inRounds.has(part) ? options.rounds : 1); round += 1) {
      for (const [index, contender] of contenders.entries()) {
        const result = await measures[part](bench, contender, options, round);
        rounds[index]?.push([...result.figures]);
        right &&= result.right;
      }
    }
    for (const [index, figures] of rounds.entries()) columns[index]?.push(...middleOf(figures));
  }
  console.log(
    tableOf(
      contenders.map(({ name }) => name),
      columns,
    ),
  );
  return right;
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
