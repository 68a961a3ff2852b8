import type { Answer } from "../answer.ts";
import type { TestApp } from "../start-test-app.ts";
import { type Caller, nobodys } from "./callers.ts";
import { type Example, examples } from "./requests.ts";
import { places, type Things, type Where } from "./things.ts";

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** Where what a route is about can lie, in the order of the table's marks; one place where it is about no thing. */
export const placesOf = (route: string, things: Things): readonly Where[] => {
  const { of } = examples[route] ?? {};
  const there = of === undefined ? [] : places.filter((place) => things[of]?.[place] !== undefined);
  return there.length === 0 ? ["none"] : there;
};

/** Whether another organization has such a thing, too. */
export const isAbroad = (route: string, things: Things): boolean => {
  const { of } = examples[route] ?? {};
  return of !== undefined && things[of]?.abroad !== undefined;
};

/** The request of a route for the thing that lies there; `unknown` asks for one that nobody has. */
export const askOf = (route: string, things: Things, where: Where | "unknown"): Ask => {
  const [method = "", pattern = ""] = route.split(" ");
  const example: Example = examples[route] ?? {};
  const { path = pattern.replace(/\{\w+\}/, `{${example.of}}`), body } = example;
  const named = (name: string): unknown => {
    const thing = name === "ownGroup" ? { own: things["group"]?.own } : things[name];
    if (where === "unknown" && name !== "ownGroup") return unknownOf(thing);
    return thing?.[where as Where] ?? thing?.none ?? thing?.own;
  };
  return {
    method: method.toUpperCase(),
    path: path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(named(name)))),
    ...(body !== undefined && { body: filled(body, named) }),
  };
};

/** Of the form of the thing, so that nothing but its absence can tell it apart. */
const unknownOf = (thing: Things[string] | undefined): unknown => {
  const like = thing?.own ?? thing?.none;
  if (Array.isArray(like)) return [nobodys];
  if (typeof like === "object" && like !== null) return { ...like, ids: [nobodys] };
  return String(like).includes("@") ? "no-such@contoso.example" : nobodys;
};

const filled = (value: unknown, named: (name: string) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => filled(item, named));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, named)]));
  }
  const name = /^\{(\w+)\}$/.exec(String(value))?.[1];
  return name === undefined ? value : named(name);
};

/** Sends a request as one of the callers, or as nobody. A stream is read to its first words. */
export const send = async (app: TestApp, caller: Caller | null, { method, path, body }: Ask): Promise<Answer> => {
  const headers = caller?.headers ?? { "Sec-Fetch-Site": "same-origin" };
  return path === "/api/v1/events"
    ? firstWords(app, headers)
    : app.call(method, path, { token: null, headers, body, checked: !path.startsWith("/api/docs") });
};

const firstWords = async (app: TestApp, headers: Readonly<Record<string, string>>): Promise<Answer> => {
  const stop = new AbortController();
  const response = await fetch(`${app.url}/api/v1/events`, { headers, signal: stop.signal });
  const part = await response.body?.getReader().read();
  const text = new TextDecoder().decode(part?.value);
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  stop.abort();
  return { status: response.status, headers: response.headers, text, body, as: (schema) => schema.parse(body) };
};
