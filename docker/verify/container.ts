import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Service } from "./compose.ts";
import { Fault } from "./fault.ts";
import type { Said } from "./image.ts";

/** What runs as a container would: its words, variables, folder and user. */
export interface Start {
  readonly service: Service;
  /** `programPlace` is the line that names the program itself: the image's ENTRYPOINT, or the command. */
  readonly command: Said & { readonly programPlace: string };
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Null runs as whoever verifies. */
  readonly uid: number | null;
  readonly healthcheck: Said & { readonly withinSeconds: number };
}

export interface Container {
  readonly output: string;
  /** Asks it to stop, as `docker stop` does, and answers its exit code. */
  stop(): Promise<number | null>;
  kill(): void;
}

const lookMs = 200;

/** Starts a service and waits until its own health check passes. */
export const startContainer = async (start: Start): Promise<Container> => {
  const { service, command, healthcheck } = start;
  const child = launch(start, { ...command, place: command.programPlace });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const gone = once(child, "exit");
  const container: Container = {
    get output() {
      return output;
    },
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = await gone;
      return code as number | null;
    },
    kill: () => void child.kill("SIGKILL"),
  };
  const ended = gone.then(([code]) => {
    const words = command.words.join(" ");
    throw new Fault(
      command.place,
      `the service ${service.name} (${words}) ended with code ${code}:\n${output.slice(-2_000)}`,
    );
  });
  ended.catch(() => {});
  try {
    await Promise.race([healthy(start, () => output), ended]);
  } catch (error) {
    container.kill();
    throw error;
  }
  return container;

  async function healthy(of: Start, said: () => string): Promise<void> {
    const giveUpAt = performance.now() + healthcheck.withinSeconds * 1_000;
    while (performance.now() < giveUpAt) {
      const [code] = await once(launch(of, healthcheck), "exit");
      if (code === 0) return;
      await wait(lookMs);
    }
    const words = healthcheck.words.join(" ");
    throw new Fault(
      healthcheck.place,
      `the service ${service.name} never was healthy (${words}):\n${said().slice(-2_000)}`,
    );
  }
};

const launch = ({ env, folder, uid, service }: Start, { words, place }: Said): ChildProcess => {
  const [name = "", ...args] = words;
  const program = findProgram(name, env["PATH"] ?? "");
  if (program === null) throw new Fault(place, `the service ${service.name} runs ‘${name}’, which is not on its PATH`);
  return spawn(program, args, {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === null ? {} : { uid, gid: uid }),
  });
};

const findProgram = (name: string, path: string): string | null => {
  const candidates = name.includes("/") ? [name] : path.split(":").map((folder) => join(folder, name));
  return candidates.find((file) => existsSync(file) && isExecutable(file)) ?? null;
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
