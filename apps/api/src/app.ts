import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AccountStore } from "@tocsin/core/accounts";
import type { DeliveryQueries } from "@tocsin/core/deliveries";
import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import type { IncidentQueries } from "@tocsin/core/incidents";
import { type IntakeStore, takeIn } from "@tocsin/core/intake";
import { DomainError, type Job } from "@tocsin/core/kernel";
import type { RuleStore } from "@tocsin/core/notification-rules";
import type { ExplanationStore } from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import type { SourceStore } from "@tocsin/core/sources";
import express, { type Express } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { deliveryRoutes } from "./deliveries/routes.ts";
import { deviceGroupRoutes } from "./device-groups/routes.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { registerDocs } from "./docs/routes.ts";
import type { Metrics } from "./health/metrics.ts";
import { healthRoutes } from "./health/routes.ts";
import { sha256 } from "./http/digest.ts";
import { problems } from "./http/problem.ts";
import { register } from "./http/register.ts";
import { requestId } from "./http/request-id.ts";
import type { Route } from "./http/route.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { ingestContract, presentTakenIn, registerIngest } from "./ingest/routes.ts";
import { ruleRoutes } from "./notification-rules/routes.ts";
import { organizationRoutes } from "./organizations/routes.ts";
import { setupRoutes } from "./setup/routes.ts";
import { sourceRoutes } from "./sources/routes.ts";

/** What the api is made of. It opens nothing itself, so a test hands in the same stores that production does. */
export interface AppParts {
  readonly accounts: AccountStore;
  readonly deliveryQueries: DeliveryQueries;
  readonly deviceGroups: DeviceGroupStore;
  readonly explanations: ExplanationStore;
  readonly incidents: IncidentQueries;
  readonly intake: IntakeStore;
  readonly organizations: OrganizationStore;
  readonly rules: RuleStore;
  readonly sources: SourceStore;
  readonly probe: () => Promise<void>;
  /** Nudges a queue outside the database; must neither throw nor make the caller wait. */
  readonly announce: (jobs: readonly Job[]) => void;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  readonly setupToken: string;
  readonly onSetUp: () => void;
  readonly version: string;
  /** The built console; null serves none. */
  readonly webFolder: string | null;
  /** Express's `trust proxy`: hops or addresses, never everybody. */
  readonly trustProxy: number | string | false;
}

export const createApp = (parts: AppParts): Express => {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", parts.trustProxy);
  app.set("query parser", "simple");
  app.use(requestId, securityHeaders());

  const router = express.Router();
  const routes = routesOf(parts);
  registerIngest(router, { ...parts, store: parts.intake, takeIn: openTakeIn(parts) });
  register(router, routes, parts.accounts);
  registerDocs(router, openApiDocument([ingestContract, ...routes], parts.version));
  router.get("/metrics", async (_request, response) => {
    response.type(parts.metrics.contentType).send(await parts.metrics.text());
  });
  router.use("/api", (request) => {
    throw new DomainError("notFound", `There is no ${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(router);
  if (parts.webFolder !== null) serveConsole(app, parts.webFolder);
  app.use(problems(parts.log));
  return app;
};

const routesOf = (parts: AppParts): readonly Route[] => [
  ...healthRoutes({ isSetUp: parts.accounts.isSetUp, probe: parts.probe }),
  ...setupRoutes(parts),
  ...organizationRoutes(parts.organizations),
  ...sourceRoutes({ ...parts, retry: openRetry(parts) }),
  ...deviceGroupRoutes(parts.deviceGroups),
  ...ruleRoutes(parts.rules),
  ...incidentRoutes(parts),
  ...deliveryRoutes({ deliveries: parts.deliveryQueries, explanations: parts.explanations }),
];

type TakeIn = Parameters<typeof registerIngest>[1]["takeIn"];

const openTakeIn = ({ intake, announce, now, metrics }: AppParts): TakeIn => {
  const takeInParts = { store: intake, announce, digest: sha256, now };
  return async (of, documents) => {
    const taken = await takeIn(takeInParts, of, documents);
    for (const { outcome } of taken.results) metrics.countPayload(outcome);
    for (const _problem of taken.problems) metrics.countPayload("problem");
    return taken;
  };
};

/** Takes a stored payload in again; one that still cannot be read stays where it is, under its old id. */
const openRetry = (parts: AppParts): Parameters<typeof sourceRoutes>[0]["retry"] => {
  const takeInParts = { announce: parts.announce, digest: sha256, now: parts.now };
  return async (source, { id, payload }) => {
    const organization = await parts.organizations.get(source);
    const store: IntakeStore = { ...parts.intake, keepProblem: async () => id };
    const taken = await takeIn({ ...takeInParts, store }, { source, organization }, [documentOf(payload)]);
    const [problem] = taken.problems;
    if (problem) {
      throw new DomainError("invalid", "It still cannot be read", [{ path: problem.path, message: problem.problem }]);
    }
    return presentTakenIn(taken);
  };
};

const documentOf = (text: string) => {
  try {
    return { value: JSON.parse(text) as unknown, text };
  } catch {
    throw new DomainError("invalid", "It is not JSON, and no fix of ours can read it");
  }
};

/** HSTS and the upgrade of links to https are left to the proxy that ends TLS: on plain http they would lock people out. */
const securityHeaders = () =>
  helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": null,
      },
    },
  });

/** The console's files, and its page for every other address, because the console routes in the browser. */
const serveConsole = (app: Express, folder: string): void => {
  const page = join(folder, "index.html");
  if (!existsSync(page)) return;
  app.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static(folder, { index: false, maxAge: "1h" }));
  app.get("/{*path}", (_request, response) => {
    response.set("Cache-Control", "no-store").sendFile(page);
  });
};
