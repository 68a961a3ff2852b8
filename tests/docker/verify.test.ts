import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Layers } from "../../docker/verify/image.ts";
import { verify } from "../../docker/verify.ts";
import { root } from "../journeys/harness/program.ts";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) {
  if (process.env["CI"]) throw new Error("Under CI redis-server must be on the PATH");
  console.log("Skipped: redis-server is not on the PATH (Debian's package of that name has it)");
}

const folder = mkdtempSync(join(tmpdir(), "tocsin-image-"));
// The programs run as the image's user, who must be able to enter it.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a builder keeps them: what a broken copy of the files shares with the real ones is built once. */
const layers: Layers = new Map();
const said: string[] = [];
const run = (given: { readonly dockerfile?: string; readonly compose?: string }) =>
  verify({ folder, layers, say: (line) => void said.push(line), ...given });

const files = {
  dockerfile: readFileSync(join(root, "docker/Dockerfile"), "utf8"),
  compose: readFileSync(join(root, "docker/compose.yaml"), "utf8"),
};
const names = { dockerfile: "docker/Dockerfile", compose: "docker/compose.yaml" } as const;

/** The file with one thing broken, and the place that a fault must name. */
const broken = (file: keyof typeof files, from: string, to: string) => {
  const at = files[file].indexOf(from);
  if (at < 0) throw new Error(`${names[file]} does not hold ‘${from}’ any more`);
  const text = files[file].replace(from, to);
  const line = text.slice(0, at + to.search(/\S|$/)).split("\n").length;
  return { given: { [file]: text }, place: `${names[file]}:${line}` };
};

// Everything is installed and built from nothing.
const buildMs = 400_000;

test.skipIf(!hasRedis)(
  "the image can be built and the services of compose.yaml carry a payload to a mail",
  async () => {
    await run({});
    expect(said.filter((line) => line.endsWith(": healthy"))).toEqual([
      "redis: healthy",
      "api: healthy",
      "worker: healthy",
    ]);
    expect(said).toContain("api: tocsin serve api");
    expect(said).toContain("worker: tocsin serve worker");
  },
  buildMs,
);

test.each([
  ["a COPY of a file that is none", "dockerfile", "COPY LICENSE ./", "COPY LICENCE ./", "no such file"],
  [
    "a COPY from a stage that is none",
    "dockerfile",
    "COPY --from=build /image",
    "COPY --from=built /image",
    "no stage",
  ],
  ["a variable of the image", "dockerfile", "TOCSIN_DATA_DIR=/data", "TOCSIN_DATADIR=/data", "TOCSIN_DATADIR"],
  ["a variable", "compose", "TOCSIN_SECRET_KEY_FILE:", "TOCSIN_SECRET_FILE:", "reads a variable TOCSIN_SECRET_FILE"],
  ["a variable that is asked for", "compose", "MAIL_FROM:-}", "MAIL_FORM:-}", "reads a variable MAIL_FORM"],
  ["a key", "compose", "init: true", "initt: true", "‘initt’"],
  ["an image without a version", "compose", "image: redis:7.2-alpine", "image: redis:latest", "not pinned"],
  ["a port for everybody", "compose", 'ports: ["127.0.0.1:', 'ports: ["', "everybody"],
  ["a secret", "compose", "secrets: [secret-key, smtp-url]", "secrets: [secret-key, smtp]", "‘smtp’"],
  ["an instruction", "dockerfile", "USER node", "USR node", "USR is not an instruction"],
] as const)("%s that is wrong is named with its line, before anything is built", async (_what, file, from, to, why) => {
  const { given, place } = broken(file, from, to);
  const before = said.length;
  const fault = run(given);
  await expect(fault).rejects.toThrow(why);
  await expect(fault).rejects.toThrow(`${place}:`);
  expect(said.slice(before).filter((line) => line.startsWith("RUN"))).toEqual([]);
});

test.skipIf(!hasRedis).each([
  [
    "a COPY of what no stage has made",
    "dockerfile",
    "COPY --from=build /build/apps/web/dist",
    "COPY --from=build /build/apps/web/dst",
    "no such file",
  ],
  ["the image's CMD", "dockerfile", 'CMD ["serve", "api"]', 'CMD ["serve", "apy"]', "no program apy"],
  ["the image's ENTRYPOINT", "dockerfile", 'ENTRYPOINT ["tocsin"]', 'ENTRYPOINT ["toscin"]', "not on its PATH"],
  [
    "the worker's command",
    "compose",
    'command: ["serve", "worker"]',
    'command: ["serve", "wroker"]',
    "no program wroker",
  ],
] as const)(
  "%s that is wrong is named with its line when it is run",
  async (_what, file, from, to, why) => {
    const { given, place } = broken(file, from, to);
    const fault = run(given);
    await expect(fault).rejects.toThrow(why);
    await expect(fault).rejects.toThrow(`${place}:`);
  },
  buildMs,
);
