import { execFileSync } from "node:child_process";
import { chownSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sink } from "../../tests/smtp-sink/index.ts";
import type { Compose, Service } from "./compose.ts";
import { type Container, type Start, startContainer } from "./container.ts";
import { Fault } from "./fault.ts";
import type { Image, Said } from "./image.ts";
import type { Mapping } from "./mapping.ts";

const imageHealthySeconds = 90;

/** The user `node` of the official images. */
const nodeUid = 1_000;

/** The services of a compose file, running in the order in which they depend on each other. */
export interface Stack {
  readonly containers: ReadonlyMap<string, Container>;
  /** Stops them, the last one first; a program that does not end well is a fault. */
  stop(): Promise<void>;
  kill(): void;
}

export interface StackParts {
  readonly compose: Compose;
  readonly image: Image;
  readonly mapping: Mapping;
  readonly sink: Sink;
  readonly say: (line: string) => void;
}

export const startStack = async (parts: StackParts): Promise<Stack> => {
  const { compose, image, say } = parts;
  prepare(parts);
  const containers = new Map<string, Container>();
  const kill = (): void => {
    for (const container of containers.values()) container.kill();
  };
  try {
    for (const service of inOrder(compose.services.filter(({ profiles }) => profiles.length === 0))) {
      say(`${service.name}: ${commandOf(service, image).words.join(" ")}`);
      containers.set(service.name, await startContainer(startOf(service, parts)));
      say(`${service.name}: healthy`);
    }
  } catch (error) {
    kill();
    throw error;
  }
  return {
    containers,
    kill,
    stop: async () => {
      for (const [name, container] of [...containers].reverse()) {
        const code = await container.stop();
        if (code !== 0) throw new Fault(name, `ended with code ${code} when it was asked to stop`);
      }
    },
  };
};

/** What the host brings into the containers: empty volumes, and the secrets of an administrator who ran prepare.sh. */
const prepare = ({ compose, image, sink }: StackParts): void => {
  const uid = uidOf(image);
  for (const volume of image.volumes) {
    rmSync(join(image.root, volume), { recursive: true });
    mkdirSync(join(image.root, volume));
    if (uid !== null) chownSync(join(image.root, volume), uid, uid);
  }
  const host = mkdtempSync(join(image.root, "../host-"));
  copyFileSync(join(import.meta.dirname, "../prepare.sh"), join(host, "prepare.sh"));
  execFileSync("sh", [join(host, "prepare.sh")], { stdio: "ignore" });
  writeFileSync(join(host, "secrets/smtp-url"), `${sink.url}\n`);
  const mounted = join(image.root, "run/secrets");
  mkdirSync(mounted, { recursive: true });
  for (const [secret, { file, place }] of Object.entries(compose.secrets)) {
    if (!existsSync(join(host, file))) throw new Fault(place, `prepare.sh makes no ${file}`);
    // With its mode: the container's user must be able to read it.
    cpSync(join(host, file), join(mounted, secret));
  }
};

/** As root the programs run as the image's user, who owns the volumes and nothing else: the root is read-only to him. */
const uidOf = ({ user }: Image): number | null => (process.getuid?.() === 0 && user !== "root" ? nodeUid : null);

const isOurs = ({ raw }: Service): boolean => raw["build"] !== undefined;

const commandOf = (service: Service, image: Image) => {
  const own = service.command;
  if (!isOurs(service)) return { words: [], place: service.place, ...own, programPlace: own?.place ?? service.place };
  const { words, place } = own ?? image.cmd;
  return { words: [...image.entrypoint.words, ...words], place, programPlace: image.entrypoint.place };
};

const startOf = (service: Service, { image, mapping }: StackParts): Start => {
  const ours = isOurs(service);
  const given = { ...(ours ? image.env : {}), ...service.environment };
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, mapping.map(service, value)]));
  const check = service.healthcheck ?? { ...image.healthcheck, withinSeconds: imageHealthySeconds };
  const mapped = <Words extends Said>(said: Words): Words => ({
    ...said,
    words: said.words.map((word) => mapping.map(service, word)),
  });
  return {
    service,
    command: mapped(commandOf(service, image)),
    env: { ...env, PATH: mapping.searchPath(ours ? (image.env["PATH"] ?? "") : "") },
    folder: ours ? join(image.root, image.workdir) : volumeOf(service, image),
    uid: ours ? uidOf(image) : null,
    healthcheck: { ...mapped(check), withinSeconds: check.withinSeconds },
  };
};

/** A container of somebody else's image gets a folder of its own. */
const volumeOf = ({ name }: Service, { root }: Image): string => {
  const folder = join(root, "..", `volume-of-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
};

const inOrder = (services: readonly Service[]): readonly Service[] => {
  const ordered: Service[] = [];
  const add = (service: Service): void => {
    if (ordered.includes(service)) return;
    for (const other of services) if (service.dependsOn.includes(other.name)) add(other);
    if (!ordered.includes(service)) ordered.push(service);
  };
  services.forEach(add);
  return ordered;
};
