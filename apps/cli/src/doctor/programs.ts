import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { type TransportCheck, transportCheckSchema } from "@tocsin/core/deliveries";
import { type ProgramName, programFile } from "../serve/programs.ts";
import { type Check, fault, ok } from "./check.ts";

/** The exit code with which programs refuse an environment (EX_CONFIG of sysexits). */
const configFault = 78;

/** What api and worker say when they are asked to check instead of to run. */
export interface ProgramsChecked {
  readonly checks: readonly Check[];
  readonly transport: TransportCheck | null;
}

/** Only a program knows what it makes of its environment, so each is asked, with the environment of this command. */
export const askPrograms = async (env: NodeJS.ProcessEnv): Promise<ProgramsChecked> => {
  const [api, worker] = await Promise.all([ask("api", env), ask("worker", env)]);
  const faults = new Set([...api.faults, ...worker.faults]);
  const transport = worker.faults.length > 0 ? null : transportCheckSchema.parse(JSON.parse(worker.said));
  return {
    checks: [
      ...(faults.size === 0 ? [ok("configuration", "every setting can be read")] : [...faults].map(configurationFault)),
      ...(transport === null ? [] : [transportCheck(transport)]),
    ],
    transport,
  };
};

const configurationFault = (words: string): Check =>
  fault("configuration", words, "Correct it in the environment; .env.example describes every setting.");

const transportCheck = ({ kind, destination, ok: works, found, advice }: TransportCheck): Check => ({
  name: "transport",
  state: works ? "ok" : "fault",
  found: `${kind} ${destination}: ${found}`,
  advice,
});

interface Said {
  readonly faults: readonly string[];
  readonly said: string;
}

const ask = async (name: ProgramName, env: NodeJS.ProcessEnv): Promise<Said> => {
  const child = spawn(process.execPath, [programFile(name), "check"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (code === 0) return { faults: [], said };
  // The first line says that there are faults, and each of the others is one.
  if (code === configFault)
    return {
      faults: complaints
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.trim()),
      said,
    };
  throw new Error(`The ${name} could not be asked (code ${code}): ${complaints.trim()}`);
};
