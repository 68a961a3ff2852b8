import { existsSync } from "node:fs";
import type { Answer, Call, Command } from "../command.ts";
import { lookAtDatabase, lookAtRedis } from "../compose.ts";
import { type Config, parseConfig } from "../config.ts";
import { type Check, fault } from "./check.ts";
import { checkClock } from "./clock.ts";
import { checkDataFolder } from "./data-folder.ts";
import { databaseChecks, deliveryChecks } from "./database.ts";
import { pollChecks } from "./polls.ts";
import { askPrograms } from "./programs.ts";
import { redisChecks } from "./redis.ts";
import { sourceChecks } from "./sources.ts";
import { checkVersions } from "./versions.ts";

export const doctor: Command = {
  name: "doctor",
  summary: "Look at everything that Tocsin needs, and say what is wrong and what to do about it.",
  operands: [],
  options: {},
  about: [
    "Looks at versions, settings, data folder, database, Redis, the way to the mail server (up to the sign-in; no mail is " +
      "sent), the clock, deliveries that wait, failed or are in doubt, sources that are silent or send what cannot be " +
      "read, and polls that fail or lag. Changes nothing, and may be called while Tocsin runs or not. Warnings alone do " +
      "not make it fail.",
  ],
  failsWhen: "something is wrong",
  run: (call) => examine(call),
};

const examine = async ({ env }: Call): Promise<Answer> => {
  const config = parseConfig(env);
  const [programs, place] = await Promise.all([askPrograms(env), config.ok ? examinePlace(config.value) : null]);
  const serverTime = programs.transport?.serverTime ?? null;
  const checks = [
    ...checkVersions(),
    ...programs.checks,
    ...(place?.checks ?? []),
    ...checkClock(Date.now(), place?.newestAt ?? null, serverTime === null ? null : Date.parse(serverTime)),
  ];
  const faults = checks.filter(({ state }) => state === "fault").length;
  const warnings = checks.filter(({ state }) => state === "warning").length;
  return {
    exitCode: faults === 0 ? 0 : 1,
    lines: [...checks.flatMap(linesOf), "", `Wrong: ${faults}. Worth a look: ${warnings}.`],
    json: { ok: faults === 0, faults, warnings, checks },
  };
};

interface Place {
  readonly checks: readonly Check[];
  readonly newestAt: number | null;
}

/** What the environment leads to: the data folder with its database, and Redis. */
const examinePlace = async (config: Config): Promise<Place> => {
  const redis = redisChecks(await lookAtRedis(config));
  if (!existsSync(config.database)) {
    const found = `There is no ${config.database}`;
    const advice = "If Tocsin ran before, TOCSIN_DATA_DIR names the wrong folder. If not, its first start makes it.";
    return { checks: [fault("database", found, advice), ...redis], newestAt: null };
  }
  const folder = await checkDataFolder(config);
  const now = Date.now();
  const looked = lookAtDatabase(config, now);
  if (!looked.ok) {
    const advice =
      "See that it is Tocsin's and may be read by this user. If it is damaged, restore a backup: tocsin restore.";
    return {
      checks: [...folder, fault("database", `It cannot be read: ${looked.problem}`, advice), ...redis],
      newestAt: null,
    };
  }
  const { deliveries, newestAt, polls, sources } = looked.value;
  const mail = deliveries === null ? [] : deliveryChecks(deliveries, now);
  return {
    checks: [
      ...folder,
      ...databaseChecks(looked.value),
      ...redis,
      ...mail,
      ...sourceChecks(sources, now),
      ...pollChecks(polls, now),
    ],
    newestAt,
  };
};

const nameWidth = 22;
const marks: Readonly<Record<Check["state"], string>> = { ok: "ok", warning: "LOOK", fault: "WRONG", skipped: "-" };
const markWidth = 7;

const linesOf = ({ name, state, found, advice }: Check): readonly string[] => [
  `${marks[state].padEnd(markWidth)}${name.padEnd(nameWidth)}${found}`,
  ...(advice === null ? [] : [`${" ".repeat(markWidth + nameWidth)}→ ${advice}`]),
];
