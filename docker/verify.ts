import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "../scripts/node-guard.ts";
import { startSink } from "../tests/smtp-sink/index.ts";
import { parseCompose } from "./verify/compose.ts";
import { readContext } from "./verify/context.ts";
import { parseDockerfile } from "./verify/dockerfile.ts";
import { Fault } from "./verify/fault.ts";
import { buildImage, type Image, type Layers } from "./verify/image.ts";
import { walk } from "./verify/journey.ts";
import { lint } from "./verify/lint.ts";
import { openMapping } from "./verify/mapping.ts";
import { startStack } from "./verify/stack.ts";

/**
 * Verifies Dockerfile and compose.yaml where there is no Docker: carries out the instructions of the one in empty
 * folders, starts the services of the other with their own commands, variables, secrets and health checks, and walks
 * the core journey through them. What cannot be seen this way: that images can be pulled, and what only a kernel
 * does for a container (capabilities, limits, networks).
 */
export interface VerifyOptions {
  /** Other texts in place of the files' own. */
  readonly dockerfile?: string;
  readonly compose?: string;
  /** What was built before. */
  readonly layers?: Layers;
  readonly folder: string;
  readonly say: (line: string) => void;
}

const root = join(import.meta.dirname, "..");
const read = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");

/** Throws a `Fault` that names the line. */
export const verify = async ({ folder, say, layers = new Map(), ...given }: VerifyOptions): Promise<void> => {
  const stages = parseDockerfile(given.dockerfile ?? read("Dockerfile"), "docker/Dockerfile");
  const compose = parseCompose(given.compose ?? read("compose.yaml"), "docker/compose.yaml", {});
  lint(stages, compose);
  const context = readContext(root);
  say(`The build context holds ${context.files.length} files`);
  const image = await buildImage(stages, { context, folder, layers, say });

  const mapping = await openMapping(compose.services, image.root);
  say("In the files → here");
  for (const [there, here] of mapping.table) say(`  ${there} → ${here}`);
  await using sink = await startSink();
  const stack = await startStack({ compose, image, mapping, sink, say });
  try {
    const api = stack.containers.get("api");
    if (api === undefined) throw new Fault("docker/compose.yaml", "there is no service api");
    await walk(`http://127.0.0.1:${mapping.portOf("api", "3000")}`, () => api.output, sink);
    say("A payload came in, and its mail arrived");
    const version = versionIn(image);
    const label = image.labels["org.opencontainers.image.version"];
    if (label !== version)
      throw new Fault("docker/Dockerfile", `the label says ${label}, and tocsin --version ${version}`);
    say(`tocsin --version and the label say ${version}`);
    await stack.stop();
  } finally {
    stack.kill();
  }
};

/** What the command says of itself, which stands alone in the image: no manifest is beside it. */
const versionIn = ({ root: inImage }: Image): string => {
  const command = join(inImage, "app/apps/cli/dist/main.js");
  return execFileSync(process.execPath, [command, "--version"], { encoding: "utf8" }).trim();
};

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-image-"));
  chmodSync(folder, 0o755);
  try {
    await verify({ folder, say: console.log });
    console.log("Dockerfile and compose.yaml do what they say");
  } catch (error) {
    console.error(error instanceof Fault ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
