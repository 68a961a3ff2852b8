import { once } from "node:events";
import type { Listening } from "@tocsin/program";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { openPrograms, type ProgramName } from "./programs.ts";

export const serve: Command = {
  name: "serve",
  summary: "Run the api, the worker, or both, until one of them ends or a signal asks them to.",
  operands: [{ name: "api|worker|all" }],
  options: {},
  about: [
    "The programs log to the standard output, a JSON object a line. Signals are passed on, and the exit code is the " +
      "program's own: 78 where its environment has faults. Nothing is restarted; whatever runs this may do so.",
    "With all, the worker starts once the api listens, and when either ends the other is stopped.",
  ],
  failsWhen: "a program failed, or with all: one ended by itself",
  run: (call) => {
    const [what] = call.operands;
    if (what === "api" || what === "worker") return serveOne(what, call);
    if (what === "all") return serveAll(call);
    throw new CommandFault(
      2,
      `There is no program ${what}. Say tocsin serve api, tocsin serve worker or tocsin serve all`,
    );
  },
};

const nothingToSay = (exitCode: number): Answer => ({ exitCode, lines: [], json: undefined });

const serveOne = async (name: ProgramName, { env }: Call): Promise<Answer> => {
  const programs = openPrograms(() => {});
  programs.start(name, env);
  return nothingToSay(await programs.ended());
};

const serveAll = async ({ env, json }: Call): Promise<Answer> => {
  let endedByItself = false;
  const programs = openPrograms((name, how) => {
    endedByItself = true;
    console.error(`The ${name} ended by itself (${how}); stopping.`);
  });
  const api = programs.start("api", env);
  const told = await Promise.race([
    once(api, "message").then(([message]) => message as Listening),
    once(api, "exit").then(() => null),
  ]);
  if (told !== null && !programs.stopping()) {
    const worker = programs.start("worker", { TOCSIN_PUBLIC_URL: told.address, ...env });
    await Promise.race([once(worker, "message"), once(worker, "exit")]);
    if (!programs.stopping()) console.log(json ? JSON.stringify(told) : welcome(told));
  }
  const exitCode = await programs.ended();
  return nothingToSay(endedByItself && exitCode === 0 ? 1 : exitCode);
};

const welcome = ({ address, setupLink }: Listening): string =>
  [
    "",
    `  Tocsin runs at  ${address}`,
    ...(setupLink === null ? [] : [`  Set it up at    ${setupLink}`]),
    `  API             ${address}/api/docs`,
    "  Stop with Ctrl-C",
    "",
  ].join("\n");
