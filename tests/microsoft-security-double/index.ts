import type { IncomingMessage, ServerResponse } from "node:http";
import { type OauthDouble, startOauthDouble, tenantId } from "../oauth-double/index.ts";
import { type HeldIncident, inDefenderWords } from "./incidents.ts";

export { type HeldIncident, madeIncident, recordedIncident } from "./incidents.ts";

/** What these APIs have been seen to do, each to be switched on by itself. */
export interface Misbehaviour {
  /** Every so many requests are one too many: 429, with `Retry-After`, or the time in the body as Defender XDR has it. */
  readonly throttleEvery?: number;
  /** Every so many requests are answered 500, 502 or 504. */
  readonly failEvery?: number;
  /** Every so many answers break off in the middle. */
  readonly cutEvery?: number;
  /** Lists with `$expand=alerts` are answered 500, for ever. */
  readonly expandFails?: boolean;
  /** The alerts of one incident by itself, too. */
  readonly expandOneFails?: boolean;
  /** A list that holds one of these is answered 500. */
  readonly badIncidents?: readonly string[];
  /** Pages say nothing of the next one. */
  readonly noNextLink?: boolean;
  /** The next page's address leads elsewhere. */
  readonly foreignNextLink?: string;
  /** Pages hold fewer than were asked for. */
  readonly shortPages?: number;
  /** Every so many entries of a page are no incidents: null, a text, one without a name or nested without end. */
  readonly spoilEvery?: number;
  /** Before each page so many incidents are written anew. */
  readonly writesPerPage?: number;
  /** Tokens end after so many requests. */
  readonly tokenLasts?: number;
  /** Our clock is behind theirs by so many ms. */
  readonly clockAheadMs?: number;
}

export interface SecurityDoubleOptions extends Misbehaviour {
  readonly incidents?: readonly HeldIncident[];
  readonly clientSecret?: string;
  /** The application lacks its permission. */
  readonly forbidden?: boolean;
  readonly order?: "newestFirst" | "oldestFirst" | "byId";
}

/** `security/incidents` of Graph and `api/incidents` of Defender XDR on loopback, with the sign-in for both. */
export interface SecurityDouble extends AsyncDisposable {
  readonly oauth: OauthDouble;
  readonly tenantId: string;
  readonly loginUrl: string;
  readonly graphUrl: string;
  readonly defenderUrl: string;
  /** In the order in which they were put there; they may be changed. */
  readonly incidents: HeldIncident[];
  /** Lists, single incidents and alerts that were asked for. */
  readonly requests: readonly string[];
  /** Headers `Prefer` that came with lists. */
  readonly preferred: ReadonlySet<string>;
  behave(next: Misbehaviour & Pick<SecurityDoubleOptions, "forbidden">): void;
  stop(): Promise<void>;
}

const say = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const fault = (response: ServerResponse, status: number, code: string, message: string, headers = {}): void =>
  say(response, status, { error: { code, message, innerError: { "request-id": "r-1" } } }, headers);

const orders = {
  newestFirst: (one: HeldIncident, other: HeldIncident) => other.at - one.at || Number(other.id) - Number(one.id),
  oldestFirst: (one: HeldIncident, other: HeldIncident) => one.at - other.at || Number(one.id) - Number(other.id),
  byId: (one: HeldIncident, other: HeldIncident) => Number(one.id) - Number(other.id),
};

const apis = {
  graph: { time: "lastUpdateDateTime", pageMax: 50, topMax: 1_000, skipMax: 500 },
  defender: { time: "lastUpdateTime", pageMax: 100, topMax: 100, skipMax: Number.POSITIVE_INFINITY },
} as const;

export const startSecurityDouble = async (options: SecurityDoubleOptions = {}): Promise<SecurityDouble> => {
  const { order = "newestFirst", clientSecret = "secret-of-the-client" } = options;
  const incidents = [...(options.incidents ?? [])];
  const requests: string[] = [];
  const preferred = new Set<string>();
  let behaviour: Misbehaviour & Pick<SecurityDoubleOptions, "forbidden"> = options;
  let asked = 0;
  let written = 0;

  const is = (every: number | undefined): boolean => every !== undefined && asked % every === 0;

  const within = (filter: string, time: string): readonly HeldIncident[] | null => {
    const bounds = [...filter.matchAll(/(\w+) (ge|gt|lt|le) (\S+?)(?= and |$)/g)];
    if (bounds.length === 0 || bounds.some(([, name, , at]) => name !== time || Number.isNaN(Date.parse(at ?? "")))) {
      return null;
    }
    const holds = (at: number) =>
      bounds.every(([, , word, text]) => {
        const bound = Date.parse(text ?? "");
        return word === "ge" ? at >= bound : word === "gt" ? at > bound : word === "lt" ? at < bound : at <= bound;
      });
    return incidents.filter(({ at }) => holds(at)).sort(orders[order]);
  };

  /** Somebody works on incidents while they are listed. */
  const write = (): void => {
    for (let n = 0; n < (behaviour.writesPerPage ?? 0) && incidents.length > 0; n += 1) {
      written += 1;
      const incident = incidents[(written * 7_919) % incidents.length];
      if (incident === undefined) continue;
      incident.at = Date.now() + (behaviour.clockAheadMs ?? 0);
      const text = new Date(incident.at).toISOString();
      incident.graph = { ...incident.graph, lastUpdateDateTime: text };
    }
  };

  const spoiled = (document: unknown, index: number): unknown => {
    const { spoilEvery } = behaviour;
    if (spoilEvery === undefined || index % spoilEvery !== spoilEvery - 1) return document;
    return [null, "not an incident", { severity: "high" }][Math.floor(index / spoilEvery) % 3];
  };

  const list = (url: URL, api: "graph" | "defender", response: ServerResponse): void => {
    const { time, topMax, pageMax, skipMax } = apis[api];
    const query = url.searchParams;
    const found = within(query.get("$filter") ?? "", time);
    if (found === null) return void fault(response, 400, "BadRequest", "Invalid filter clause");
    const withAlerts = api === "defender" || query.get("$expand") === "alerts";
    const skip = Number(query.get("$skip") ?? 0);
    if (skip > skipMax) return void fault(response, 400, "BadRequest", "$skip is limited to 500");
    const top = Math.min(
      Number(query.get("$top") ?? pageMax),
      topMax,
      withAlerts ? pageMax : topMax,
      behaviour.shortPages ?? topMax,
    );
    if (api === "graph" && withAlerts && behaviour.expandFails) {
      return void fault(response, 500, "InternalServerError", "An internal server error has occurred");
    }
    const some = found.slice(skip, skip + top);
    if (some.some(({ id }) => behaviour.badIncidents?.includes(id))) {
      return void fault(response, 500, "InternalServerError", "An internal server error has occurred");
    }
    const documents = some.map((incident, index) => {
      if (api === "defender") return spoiled(inDefenderWords(incident), index);
      const { alerts, ...rest } = incident.graph;
      return spoiled(withAlerts ? { ...rest, alerts } : rest, index);
    });
    const next = new URL(url);
    next.searchParams.set("$skip", String(skip + top));
    const more = skip + top < found.length && api === "graph" && !behaviour.noNextLink;
    const link = behaviour.foreignNextLink ?? (more ? next.href : undefined);
    say(response, 200, {
      "@odata.context": "x",
      value: documents,
      ...(link === undefined ? {} : { "@odata.nextLink": link }),
    });
    write();
  };

  const one = (id: string, withAlerts: boolean, response: ServerResponse): void => {
    const incident = incidents.find((held) => held.id === id);
    if (incident === undefined) return void fault(response, 404, "NotFound", "No such incident");
    if (withAlerts && behaviour.expandOneFails) return void fault(response, 500, "InternalServerError", "An error");
    const { alerts, ...rest } = incident.graph;
    say(response, 200, withAlerts ? { ...rest, alerts } : rest);
  };

  const alertsOf = (url: URL, response: ServerResponse): void => {
    const id = /^incidentId eq '(.*)'$/.exec(url.searchParams.get("$filter") ?? "")?.[1];
    const incident = incidents.find((held) => held.id === id);
    say(response, 200, { value: incident?.graph["alerts"] ?? [] });
  };

  const throttle = (path: string, response: ServerResponse): void => {
    if (path === "/api/incidents") {
      const resetAt = new Date(Date.now() + 500).toISOString();
      return void fault(response, 429, "TooManyRequests", `Quota reached. It is reset at ${resetAt}`);
    }
    fault(response, 429, "TooManyRequests", "Too many requests", { "retry-after": "1" });
  };

  const serve = (request: IncomingMessage, _body: string, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", oauth.url);
    const path = decodeURIComponent(url.pathname);
    asked += 1;
    requests.push(decodeURIComponent(request.url ?? ""));
    if (behaviour.clockAheadMs !== undefined) {
      response.setHeader("date", new Date(Date.now() + behaviour.clockAheadMs).toUTCString());
    }
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    if (is(behaviour.tokenLasts)) oauth.withdrawAll();
    if (!oauth.holds(token))
      return void fault(response, 401, "InvalidAuthenticationToken", "Lifetime validation failed");
    if (behaviour.forbidden) return void fault(response, 403, "Forbidden", "Missing application scopes");
    if (is(behaviour.throttleEvery)) return void throttle(path, response);
    if (is(behaviour.failEvery)) return void fault(response, [500, 502, 504][asked % 3] ?? 500, "UnknownError", "");
    if (is(behaviour.cutEvery)) {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
      response.write('{"value":[{"id":"1",', () => request.socket.destroy());
      return;
    }
    preferred.add(String(request.headers["prefer"] ?? ""));
    const single = /^\/v1\.0\/security\/incidents\/([^/]+)$/.exec(path)?.[1];
    if (path === "/v1.0/security/incidents") return void list(url, "graph", response);
    if (path === "/v1.0/security/alerts_v2") return void alertsOf(url, response);
    if (single !== undefined) return void one(single, url.searchParams.get("$expand") === "alerts", response);
    if (path === "/api/incidents") return void list(url, "defender", response);
    fault(response, 404, "ResourceNotFound", "Resource not found");
  };

  const oauth = await startOauthDouble({ clientSecret, other: serve });
  return {
    oauth,
    tenantId,
    loginUrl: oauth.url,
    graphUrl: `${oauth.url}/v1.0`,
    defenderUrl: oauth.url,
    incidents,
    requests,
    preferred,
    behave: (next) => {
      behaviour = next;
    },
    stop: oauth.stop,
    [Symbol.asyncDispose]: oauth.stop,
  };
};
