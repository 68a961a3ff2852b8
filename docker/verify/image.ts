import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Context } from "./context.ts";
import { copyFiles, filesOf } from "./copy-files.ts";
import { execForm, expanded, type Instruction, type Stage } from "./dockerfile.ts";
import { Fault } from "./fault.ts";

/** A list of words and the line that says them. */
export interface Said {
  readonly words: readonly string[];
  readonly place: string;
}

/** An image as a folder that stands for its root, and how a container of it starts. */
export interface Image {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: Said;
  readonly cmd: Said;
  readonly healthcheck: Said;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}

/** Stages that were built before, by what they say: as with Docker, a stage that says the same is not built again. */
export type Layers = Map<string, Built>;

interface Built {
  readonly root: string;
  readonly env: Record<string, string>;
  readonly settings: Map<string, Instruction>;
  readonly labels: Record<string, string>;
  readonly volumes: readonly string[];
  readonly workdir: string;
}

interface Bench {
  readonly context: Context;
  readonly folder: string;
  readonly layers: Layers;
  readonly say: (line: string) => void;
}

/** Runs every stage's instructions in empty folders, and answers the last one's image. */
export const buildImage = async (stages: readonly Stage[], bench: Bench): Promise<Image> => {
  for (const stage of stages) checkSources(stage, stages, bench.context);
  const built = new Map<string, Built>();
  let said = "";
  for (const [index, stage] of stages.entries()) {
    // Its own folder each time: one that a fault left half done is not built upon.
    said += `${stage.base}\n${stage.instructions.map(({ keyword, text }) => `${keyword} ${text}`).join("\n")}\n`;
    const done = bench.layers.get(said) ?? (await buildStage(stage, built, bench));
    bench.layers.set(said, done);
    built.set(stage.name ?? String(index), done);
  }
  const [lastStage, last] = [stages.at(-1), [...built.values()].at(-1)];
  if (last === undefined || lastStage === undefined) throw new Fault("Dockerfile", "there is no FROM");
  return imageOf(last, lastStage);
};

/** What no build is needed to see. */
const checkSources = ({ instructions }: Stage, stages: readonly Stage[], { files }: Context): void => {
  for (const { keyword, words, flags, place } of instructions) {
    if (keyword !== "COPY") continue;
    const from = flags.get("from");
    if (from !== undefined && !stages.some(({ name }) => name === from)) {
      throw new Fault(place, `there is no stage ‘${from}’ to copy from`);
    }
    for (const source of from === undefined ? words.slice(0, -1) : []) {
      if (filesOf(source, files).length > 0) continue;
      throw new Fault(
        place,
        `COPY ${source}: there is no such file in the build context, or .dockerignore leaves it out`,
      );
    }
  }
};

const buildStage = async (stage: Stage, built: ReadonlyMap<string, Built>, bench: Bench): Promise<Built> => {
  const root = mkdtempSync(join(bench.folder, "stage-"));
  const env: Record<string, string> = {};
  const args: Record<string, string> = {};
  const labels: Record<string, string> = {};
  const volumes: string[] = [];
  const settings = new Map<string, Instruction>();
  let workdir = "/";
  for (const instruction of stage.instructions) {
    const { keyword, properties, place, words, text } = instruction;
    const into = { ENV: env, ARG: args, LABEL: labels }[keyword];
    for (const [name, value] of properties) {
      if (into) into[name] = expanded(value, { ...args, ...env }, place);
    }
    if (keyword === "WORKDIR") {
      workdir = posix.resolve(workdir, words[0] ?? "");
      mkdirSync(join(root, workdir), { recursive: true });
    } else if (keyword === "COPY") copyFiles(instruction, { context: bench.context, stages: built, root, workdir });
    else if (keyword === "RUN") await run(instruction, root, workdir, env, bench.say);
    else if (keyword === "VOLUME") volumes.push(...(text.startsWith("[") ? execForm(text, place) : words));
    else settings.set(keyword, instruction);
  }
  return { root, env, settings, labels, volumes, workdir };
};

/** Folders of a container that are this machine's own. */
const systemPath = /^\/(bin|dev|etc|lib\w*|proc|sbin|sys|tmp|usr)(\/|$)/;

const run = async (
  { text, place }: Instruction,
  root: string,
  workdir: string,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<void> => {
  const command = text.replace(/(^|[\s"'=])(\/[\w.-][^\s"'&|;]*)/g, (whole, before: string, path: string) =>
    systemPath.test(path) ? whole : `${before}${root}${path}`,
  );
  say(`RUN ${text}`);
  const child = spawn("sh", ["-c", command], {
    cwd: join(root, workdir),
    env: { ...inherited(), PATH: machinePath(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Fault(place, `RUN ${text}\nended with code ${code}:\n${output.slice(-3_000)}`);
};

/** What a build needs of this machine: where its packages come from, and nothing of the tests around it. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(HOME|npm_config_(registry|store_dir|cafile|.*auth.*)|\w+_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(
        name,
      ),
    ),
  );

/** This very Node, the npx of this machine, and the system. */
export const machinePath = (): string => {
  const npx = (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, "npx")));
  return [dirname(process.execPath), ...(npx === undefined ? [] : [npx]), "/usr/bin", "/bin"].join(":");
};

const imageOf = ({ root, env, settings, labels, volumes, workdir }: Built, { place }: Stage): Image => {
  const need = (keyword: string): Instruction => {
    const found = settings.get(keyword);
    if (found === undefined) throw new Fault(place, `the image has no ${keyword}`);
    return found;
  };
  const said = (keyword: string): Said => {
    const { text, place: at } = need(keyword);
    return { words: execForm(text.replace(/^CMD\s+/, ""), at), place: at };
  };
  // Whoever it runs as must be able to enter it.
  chmodSync(root, 0o755);
  return {
    ...{ root, env, labels, volumes, workdir },
    user: need("USER").words[0] ?? "",
    entrypoint: said("ENTRYPOINT"),
    cmd: said("CMD"),
    healthcheck: said("HEALTHCHECK"),
  };
};
