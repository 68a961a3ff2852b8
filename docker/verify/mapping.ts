import { freePort } from "../../tests/journeys/harness/free-port.ts";
import type { Service } from "./compose.ts";
import { machinePath } from "./image.ts";

/** How hosts, ports and paths of containers are called on this machine; nothing else of the files is changed. */
export interface Mapping {
  /** For people: what stands in the files, and what it is here. */
  readonly table: readonly (readonly [there: string, here: string])[];
  portOf(service: string, port: string): string;
  /** A word of a command or a value of a variable, as it is here. */
  map(service: Service, text: string): string;
  /** The search path of a container, behind which the machine's own programs stand in for the base image's. */
  searchPath(path: string): string;
}

export const openMapping = async (services: readonly Service[], root: string): Promise<Mapping> => {
  const ports = new Map<string, string>();
  for (const service of services) {
    for (const port of portsOf(service)) ports.set(`${service.name}:${port}`, String(await freePort()));
  }
  const portOf = (service: string, port: string): string => ports.get(`${service}:${port}`) ?? port;
  const mapPath = (path: string): string => (path.startsWith("/") ? `${root}${path}` : path);

  /** What stands behind `host:port`, said inside a service; a port of `localhost` may be published by another one. */
  const hereOf = (service: string, host: string, port: string): string | undefined => {
    if (host !== "localhost" && host !== "127.0.0.1") return ports.get(`${host}:${port}`);
    const publishing = services.find(({ published }) => published.includes(port));
    return ports.get(`${service}:${port}`) ?? ports.get(`${publishing?.name}:${port}`);
  };

  const map: Mapping["map"] = ({ name }, text) => {
    if (text === "0.0.0.0") return "127.0.0.1";
    if (ports.has(`${name}:${text}`)) return portOf(name, text);
    return mapPath(text).replace(/\b([\w.-]+):(\d+)\b/g, (whole, host: string, port: string) => {
      const here = hereOf(name, host, port);
      return here === undefined ? whole : `127.0.0.1:${here}`;
    });
  };

  return {
    table: [
      ["/", `${root}/`],
      ["0.0.0.0", "127.0.0.1"],
      ...[...ports].map(([there, here]) => [there, `127.0.0.1:${here}`] as const),
      ["node, sh, redis-server, redis-cli", "this machine's own"],
    ],
    portOf,
    map,
    searchPath: (path) => [...path.split(":").map(mapPath), machinePath()].join(":"),
  };
};

/** The ports of a service: those that it publishes, and those at which it is asked whether it is healthy. */
const portsOf = ({ published, healthcheck }: Service): ReadonlySet<string> => {
  const said = (healthcheck?.words ?? []).join(" ").matchAll(/(?:127\.0\.0\.1:|-p )(\d+)/g);
  return new Set([...published, ...[...said].map(([, port = ""]) => port)]);
};
