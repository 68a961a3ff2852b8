import { err, ok, type Result, secondMs } from "@tocsin/core/kernel";
import {
  type KeptTransport,
  type Secrets,
  secretNames,
  type TransportStep,
  type TransportStore,
} from "@tocsin/core/transports";
import type { Seal } from "@tocsin/secrets";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";
import type { Carrier, Carrying } from "./carrier.ts";
import { type Carried, carriedOf, type KeptSurroundings } from "./kept.ts";
import type { SharedRoads } from "./resend.ts";
import { createRevealing, type TokenOf } from "./revealing.ts";
import { climb } from "./staircase.ts";
import { testMail } from "./test-mail.ts";
import { createUnusable } from "./unusable.ts";

export interface TakeUpParts extends KeptSurroundings {
  readonly transports: TransportStore;
  readonly seal: Pick<Seal, "open">;
  /** What carries mail while the console has chosen nothing. */
  readonly environment: Carried;
  readonly roads: SharedRoads;
  readonly tokenOf: TokenOf;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** What was chosen, at a revision. */
export interface Chosen {
  readonly revision: number;
  readonly carrying: Carrying;
}

const opened = (seal: Pick<Seal, "open">, table: string, id: string, sealed: Secrets): Secrets =>
  Object.fromEntries(
    secretNames.flatMap((name) => {
      const envelope = sealed[name];
      if (envelope === undefined) return [];
      return [[name, seal.open(envelope, { table, column: "secrets", id: `${id}/${name}` })]];
    }),
  );

/** Why a setting cannot be used, without what it holds. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : "it cannot be read");

type ChoiceParts = KeptSurroundings & Pick<TakeUpParts, "transports" | "seal" | "environment">;

/** A transport that was entered in the console, its secrets opened, or why it cannot be used. */
export const openKept = (parts: Omit<ChoiceParts, "transports">, kept: KeptTransport): Result<Carried, string> => {
  const { kind } = kept.settings;
  try {
    return carriedOf(kept.settings, opened(parts.seal, "transports", kind, kept.sealed), parts);
  } catch (error) {
    return err(wordsOf(error));
  }
};

/** What carries mail now, by the console's word, else by the environment's; the problem is why it cannot be used. */
export const readChoice = async (parts: ChoiceParts) => {
  const { transports, environment } = parts;
  const { active, items, revision } = await transports.all();
  const kept = items.find(({ settings }) => settings.kind === active);
  if (kept === undefined) return { revision, kind: environment.setting.kind, carried: ok(environment) };
  return { revision, kind: kept.settings.kind, carried: openKept(parts, kept) };
};

/** Opens what carries mail now. What cannot be used makes mails wait: they go no other way than the one that was chosen. */
export const openChosen = async (parts: TakeUpParts): Promise<Chosen> => {
  const { revision, kind, carried } = await readChoice(parts);
  if (!carried.ok) {
    const { problem } = carried;
    return { revision, carrying: { transport: createUnusable(kind, problem), from: parts.mailFrom, problem } };
  }
  const { setting, from } = carried.value;
  return {
    revision,
    carrying: { transport: createRevealing(setting, parts.roads, parts.tokenOf), from, problem: null },
  };
};

/** Runs one test that was asked for; false where none was. */
const runTest = async (parts: TakeUpParts): Promise<boolean> => {
  const { transports, seal, roads, publicUrl, now } = parts;
  const test = await transports.claimTest();
  if (test === null) return false;
  const { id, settings, to, askedBy: by } = test;
  const fail = (said: string) => transports.recordSteps(id, [couldNotBegin(said)], true);
  try {
    const carried = carriedOf(settings, opened(seal, "transport_tests", id, test.sealed), parts);
    if (!carried.ok) {
      await fail(carried.problem);
      return true;
    }
    const { setting, from } = carried.value;
    const destination = setting.kind === "smtp" ? `${setting.host} port ${setting.port}` : settings.kind;
    const mail = testMail({ id, from, to, by, destination, publicUrl, now: now() });
    const steps = await climb(setting, mail, roads, (sofar) => transports.recordSteps(id, sofar, false));
    await transports.recordSteps(id, steps, true);
  } catch (error) {
    await fail(wordsOf(error));
  }
  return true;
};

const couldNotBegin = (said: string): TransportStep => ({
  name: "resolve",
  state: "failed",
  ms: 0,
  said,
  cause: "unknown",
  advice: "Correct the settings, or enter the secrets anew.",
});

/** How often the console's word is looked for. Each look is two reads along a primary key. */
const lookEveryMs = secondMs / 2;

/**
 * Looks, until stopped, for another choice of transport and for tests that were asked for, and takes both up. A test runs
 * beside the rest: a server that never answers holds up nothing.
 */
export const startTakingUp = (
  parts: TakeUpParts,
  carrier: Carrier,
  revisionAtStart: number,
  onChange: () => void,
  log: Logger,
): Regular => {
  const tests = new Set<Promise<unknown>>();
  let revision = revisionAtStart;

  const look = async (): Promise<void> => {
    if ((await parts.transports.revision()) !== revision) {
      const chosen = await openChosen(parts);
      revision = chosen.revision;
      carrier.change(chosen.carrying);
      const { kind, destination } = chosen.carrying.transport;
      onChange();
      log.info({ transport: kind, destination }, "Mail is carried by another transport");
    }
    if (tests.size > 0) return;
    const test: Promise<unknown> = runTest(parts)
      .catch((error: unknown) => log.error({ err: error }, "A test of a transport failed here"))
      .finally(() => tests.delete(test));
    tests.add(test);
  };

  return regularly(lookEveryMs, look, (error) =>
    log.error({ err: error }, "The chosen transport could not be looked up"),
  );
};
