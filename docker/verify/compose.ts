import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { Fault } from "./fault.ts";

export interface Healthcheck {
  readonly words: readonly string[];
  readonly place: string;
  /** The longest that a container may take until it is healthy, in seconds. */
  readonly withinSeconds: number;
}

export interface Service {
  readonly name: string;
  readonly place: string;
  readonly image: string;
  /** Where the service says that key, or what it is merged with does; else where the service begins. */
  placeOf(key: string): string;
  /** Null runs what the image says. */
  readonly command: { readonly words: readonly string[]; readonly place: string } | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Container ports that are published. */
  readonly published: readonly string[];
  readonly healthcheck: Healthcheck | null;
  readonly secrets: readonly string[];
  readonly dependsOn: readonly string[];
  readonly profiles: readonly string[];
  /** As it stands in the file, merged. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface Compose {
  readonly services: readonly Service[];
  readonly secrets: Readonly<Record<string, { readonly file: string; readonly place: string }>>;
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  /** Variables that the file takes from whoever starts it, with their places. */
  readonly asked: ReadonlyMap<string, string>;
}

type Raw = Record<string, unknown>;

/** Reads a compose file with the variables of whoever starts it. `name` is how faults call the file. */
export const parseCompose = (text: string, name: string, variables: Readonly<Record<string, string>>): Compose => {
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw new Fault(`${name}:${error.linePos?.[0].line ?? 1}`, error.message);
  const at = (offset: number | undefined) => `${name}:${lines.linePos(offset ?? 0).line}`;
  const placeOfNode = (node: unknown): string => at((node as Node | null)?.range?.[0]);

  const keys = new Map<string, string>();
  const asked = new Map<string, string>();
  visit(document, (_key, node) => {
    if (isPair(node) && isScalar(node.key) && !keys.has(String(node.key.value))) {
      keys.set(String(node.key.value), placeOfNode(node.key));
    }
    if (!isScalar(node) || typeof node.value !== "string") return;
    for (const [, variable = ""] of node.value.matchAll(/\$\{(\w+)/g)) asked.set(variable, placeOfNode(node));
  });
  const file = interpolated(document.toJS(), variables, (key) => keys.get(key) ?? name) as Raw;
  const services = document.get("services", true);
  const placeIn = (service: string, key: string): string => {
    const own = isMap(services) ? services.get(service, true) : null;
    const pair = isMap(own) ? own.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    return pair === undefined ? (keys.get(key) ?? placeOfNode(own)) : placeOfNode(pair.key);
  };
  return {
    services: Object.entries((file["services"] ?? {}) as Record<string, Raw>).map(([service, raw]) =>
      serviceOf(service, raw, (key) => placeIn(service, key)),
    ),
    secrets: Object.fromEntries(
      Object.entries((file["secrets"] ?? {}) as Record<string, Raw>).map(([secret, { file: path }]) => [
        secret,
        { file: String(path), place: keys.get(secret) ?? name },
      ]),
    ),
    volumes: Object.keys((file["volumes"] ?? {}) as Raw),
    networks: Object.keys((file["networks"] ?? {}) as Raw),
    asked,
  };
};

const serviceOf = (name: string, raw: Raw, placeOf: (key: string) => string): Service => {
  const command = raw["command"];
  if (command !== undefined && !Array.isArray(command))
    throw new Fault(placeOf("command"), "write it as a list of words");
  return {
    name,
    place: placeOf("image"),
    placeOf,
    image: String(raw["image"] ?? ""),
    command: command === undefined ? null : { words: command.map(String), place: placeOf("command") },
    environment: Object.fromEntries(
      Object.entries((raw["environment"] ?? {}) as Raw).map(([variable, value]) => [variable, String(value ?? "")]),
    ),
    published: listOf(raw["ports"]).map((port) => port.split(":").at(-1) ?? ""),
    healthcheck: healthcheckOf(raw["healthcheck"] as Raw | undefined, placeOf("healthcheck")),
    secrets: listOf(raw["secrets"]),
    dependsOn: Object.keys((raw["depends_on"] ?? {}) as Raw),
    profiles: listOf(raw["profiles"]),
    raw,
  };
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const healthcheckOf = (raw: Raw | undefined, place: string): Healthcheck | null => {
  if (raw === undefined) return null;
  const [form, ...words] = listOf(raw["test"]);
  if (form !== "CMD" || words.length === 0) throw new Fault(place, "the test must begin with CMD");
  const [interval, start] = [secondsOf(raw["interval"]), secondsOf(raw["start_period"])];
  return { words, place, withinSeconds: start + interval * Number(raw["retries"] ?? 3) };
};

const secondsOf = (text: unknown): number => Number(/^(\d+)s$/.exec(String(text))?.[1] ?? 30);

/** `${NAME}`, `${NAME:-default}`, `${NAME:?why}`, and `$$` for a dollar sign. */
const interpolated = (
  value: unknown,
  variables: Readonly<Record<string, string>>,
  placeOf: (key: string) => string,
): unknown => {
  const within = (inner: unknown, key: string): unknown => {
    if (typeof inner === "string") return substitute(inner, variables, placeOf(key));
    if (Array.isArray(inner)) return inner.map((member) => within(member, key));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, within(member, name)]));
  };
  return within(value, "");
};

const substitute = (text: string, variables: Readonly<Record<string, string>>, place: string): string =>
  text.replace(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name?: string, sign?: string, rest = "") => {
    if (whole === "$$") return "$";
    const given = variables[name ?? ""] ?? "";
    if (given === "" && sign === "?") throw new Fault(place, `${name} must be set: ${rest}`);
    return given === "" ? rest : given;
  });
