import type { AddressInfo } from "node:net";
import type { setupResponseSchema } from "@tocsin/core/accounts";
import { incidentResponseSchema, incidentSummarySchema } from "@tocsin/core/incidents";
import { ingestResponseSchema } from "@tocsin/core/intake";
import { pageSchema } from "@tocsin/core/kernel";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { organizationDraftSchema, organizationResponseSchema } from "@tocsin/core/organizations";
import { sourceCreatedSchema } from "@tocsin/core/sources";
import { noon } from "@tocsin/core/testing";
import { openTestStores, type TestStores } from "@tocsin/db/testing";
import { renderMail } from "@tocsin/emails";
import { testConnection } from "@tocsin/outbound";
import { openLog } from "@tocsin/program";
import { openPasswords, openSeal, sha256 } from "@tocsin/secrets";
import type { z } from "zod";
import { createApp, routesOf } from "../app.ts";
import type { AppParts } from "../app-parts.ts";
import { openEventHub } from "../events/hub.ts";
import { createMetrics } from "../health/metrics.ts";
import type { RouteContract } from "../http/route.ts";
import { createHttpServer } from "../http/server.ts";
import { ingestContract, ingestWithKeyContract } from "../ingest/routes.ts";
import { presentOrganization } from "../organizations/present.ts";
import { type Answer, readAnswer } from "./answer.ts";
import { checkAnswer } from "./check-answer.ts";

export const setupToken = "set-up-token-of-the-test";
export const secretKey = "secret-of-the-test-Zq8fL2vWc7Rt0yUk5Bn3";

export interface Call {
  /** JSON, or a body as it is where it is text or bytes already. */
  readonly body?: unknown;
  readonly type?: string;
  /** Whose; null for nobody. Without it, the administrator's. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** False where the answer is no answer of the api: a page or a file of the console. */
  readonly checked?: boolean;
}

export interface TestApp extends AsyncDisposable {
  readonly url: string;
  readonly stores: TestStores;
  readonly parts: AppParts;
  readonly contracts: readonly RouteContract[];
  /** What was logged, a line each. */
  readonly log: readonly string[];
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string, call?: Call): Promise<Answer>;
  post(path: string, body?: unknown, call?: Call): Promise<Answer>;
  put(path: string, body: unknown, call?: Call): Promise<Answer>;
  patch(path: string, body: unknown, call?: Call): Promise<Answer>;
  remove(path: string, call?: Call): Promise<Answer>;
  /** Makes the first administrator and organization, past the route; later calls are made in their name. */
  setUp(organization?: object): Promise<z.output<typeof setupResponseSchema>>;
  /** Adds a source; later ingests are made with its key. */
  makeSource(kind?: string, name?: string): Promise<z.output<typeof sourceCreatedSchema>>;
  makeRule(draft?: object): Promise<z.output<typeof ruleResponseSchema>>;
  ingest(body: unknown, call?: Call): Promise<Answer>;
  /** Ingests an incident that is taken in, and answers it as the api shows it. */
  raise(incident?: object): Promise<z.output<typeof incidentResponseSchema>>;
  incidents(query?: string): Promise<readonly z.output<typeof incidentSummarySchema>[]>;
  /** The organization that was set up, as it is now. */
  organization(): Promise<z.output<typeof organizationResponseSchema>>;
  wait(ms: number): void;
  /** Does what was put off until later. */
  catchUp(): Promise<void>;
}

interface Given extends Partial<AppParts> {
  /** A database file, where the test wants to reach into it. */
  readonly path?: string;
}

/** The api as production makes it, on a free port, over stores in memory, at noon. */
export const startTestApp = async ({ path = ":memory:", ...given }: Given = {}): Promise<TestApp> => {
  let at = noon;
  const now = () => at;
  const log: string[] = [];
  const laters: (() => Promise<void>)[] = [];
  let url = "";
  const stores = openTestStores({ path, clock: now });
  const parts: AppParts = {
    ...stores,
    hub: openEventHub({
      events: stores.events,
      standing: stores.deliveryQueries.standing,
      onFault: () => {},
      everyMs: 10,
    }),
    announce: () => {},
    queueState: () => ({ driver: "embedded", status: "ok" }),
    oldestDueAt: stores.deliveries.oldestDueAt,
    metrics: createMetrics({
      standing: stores.deliveryQueries.standing,
      sources: stores.sources.standing,
      polls: stores.polls.standing,
      reconciliation: stores.reconciliation.standing,
      road: stores.outages.road,
      now,
      version: "0.0.0",
    }),
    log: openLog("api", "info", { write: (line) => void log.push(line) }),
    now,
    later: (_ms, work) => void laters.push(work),
    pollHosts: ["127.0.0.1"],
    testConnection: (asked) => testConnection({ ...asked, allowedHosts: ["127.0.0.1"], now: Date.now }),
    passwords: openPasswords(2, 100),
    seal: openSeal(secretKey),
    singleSignOn: null,
    secretKey,
    setupToken,
    onSetUp: () => {},
    render: async (message, date) =>
      renderMail(message, { from: "Tocsin <alarm@tocsin.example>", publicUrl: url }, date),
    publicUrl: () => url,
    mailDomain: "tocsin.example",
    version: "0.0.0",
    webFolder: null,
    trustProxy: false,
    ...given,
  };
  const server = createHttpServer(createApp(parts));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const contracts: readonly RouteContract[] = [ingestContract, ingestWithKeyContract, ...routesOf(parts)];
  let administrator: string | null = null;
  let sourceKey: string | null = null;

  const call: TestApp["call"] = async (method, path, { body, type, token, headers, checked = true } = {}) => {
    const bearer = token === undefined ? administrator : token;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { "Content-Type": type ?? "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytesOf(body) }),
      redirect: "manual",
    });
    const answer = await readAnswer(response);
    if (checked) checkAnswer(answer, contractFor(contracts, method, path), method);
    return answer;
  };

  const app: TestApp = {
    url,
    stores,
    parts,
    contracts,
    log,
    call,
    get: (path, more) => call("GET", path, more),
    post: (path, body, more) => call("POST", path, { body, ...more }),
    put: (path, body, more) => call("PUT", path, { body, ...more }),
    patch: (path, body, more) => call("PATCH", path, { body, ...more }),
    remove: (path, more) => call("DELETE", path, more),
    setUp: async (organization = {}) => {
      const made = await stores.accounts.setUp({
        name: "Ada",
        email: "ada@contoso.example",
        // Of a password that nobody knows: who signs in by one sets up with `setUpWithPassword`.
        passwordHash:
          "$argon2id$v=19$m=19456,t=2,p=1$V2hhdCBub2JvZHkga25vd3M$tX0Jx1d0b2NzaW4gbm9ib2R5IGtub3dzIHRoaXMgMTI",
        organization: organizationDraftSchema.parse({ name: "Contoso", ...organization }),
        accessTokenHash: sha256("tat_of-ada"),
      });
      if (made === null) throw new Error("It is set up already");
      administrator = "tat_of-ada";
      return { ...made, organization: presentOrganization(made.organization), accessToken: administrator };
    },
    makeSource: async (kind = "generic", name = "Own scripts") => {
      const made = (await app.post("/api/v1/sources", { name, kind })).as(sourceCreatedSchema);
      sourceKey = made.key;
      return made;
    },
    makeRule: async (draft = {}) => {
      const whole = { name: "Everything", recipients: [{ address: "soc@contoso.example" }], ...draft };
      return (await app.post("/api/v1/notification-rules", whole)).as(ruleResponseSchema);
    },
    ingest: (body, more) => call("POST", "/api/v1/ingest", { body, token: sourceKey, ...more }),
    raise: async (incident = {}) => {
      const answer = await app.ingest({ externalId: "x-1", title: "Ransomware", severity: "high", ...incident });
      const [taken] = answer.as(ingestResponseSchema).results;
      return (await app.get(`/api/v1/incidents/${taken?.incidentId}`)).as(incidentResponseSchema);
    },
    incidents: async (query = "") =>
      (await app.get(`/api/v1/incidents${query}`)).as(pageSchema(incidentSummarySchema)).items,
    organization: async () => {
      const [mine] = (await app.get("/api/v1/organizations")).as(pageSchema(organizationResponseSchema)).items;
      if (mine === undefined) throw new Error("There is no organization");
      return mine;
    },
    catchUp: async () => {
      for (const work of laters.splice(0)) await work();
    },
    wait: (ms) => {
      at += ms;
    },
    [Symbol.asyncDispose]: async () => {
      parts.hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stores.close();
    },
  };
  return app;
};

/** An installation that is set up, with one source of the generic kind. */
export const startReadyApp = async (given: Given = {}): Promise<TestApp> => {
  const app = await startTestApp(given);
  await app.setUp();
  await app.makeSource();
  return app;
};

export const aSetup = (given: object = {}): object => ({
  token: setupToken,
  administrator: { name: "Ada", email: "ada@contoso.example", password: "correct horse battery" },
  organization: { name: "Contoso" },
  ...given,
});

const bytesOf = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body);

const contractFor = (contracts: readonly RouteContract[], method: string, path: string): RouteContract | null =>
  contracts.find((contract) => {
    const pattern = contract.path.replace(/\{\w+\}/g, "[^/]+");
    return contract.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(path.split("?")[0] ?? "");
  }) ?? null;
