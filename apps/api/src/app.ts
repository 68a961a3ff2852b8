import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { clip, DomainError } from "@tocsin/core/kernel";
import express, { type Express, type RequestHandler } from "express";
import { accessTokenRoutes } from "./access-tokens/routes.ts";
import { allClearRoutes } from "./all-clear/routes.ts";
import type { AppParts } from "./app-parts.ts";
import { auditRoutes } from "./audit/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { decisionRoutes } from "./decisions/routes.ts";
import { deliveryRoutes } from "./deliveries/routes.ts";
import { demoRoutes } from "./demo/routes.ts";
import { deviceGroupRoutes } from "./device-groups/routes.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { docsPaths, registerDocs } from "./docs/routes.ts";
import { eventRoutes } from "./events/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import { keptFor, noStore } from "./http/cache.ts";
import { measure } from "./http/measure.ts";
import { registerOtherMethods } from "./http/other-methods.ts";
import { problems } from "./http/problem.ts";
import { register } from "./http/register.ts";
import { requestId } from "./http/request-id.ts";
import type { Route } from "./http/route.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { ingestContract, ingestWithKeyContract, registerIngest } from "./ingest/routes.ts";
import { openDemoIntake, openRetake, openTakeIn, parsePasted } from "./ingest/take-through.ts";
import { mailLinkRoutes } from "./mail-links/routes.ts";
import { passwordRoutes } from "./me/password-routes.ts";
import { meRoutes } from "./me/routes.ts";
import { secondFactorRoutes } from "./me/second-factor-routes.ts";
import { sessionRoutes } from "./me/session-routes.ts";
import { previewRoutes } from "./notification-rules/preview-routes.ts";
import { replayRoutes } from "./notification-rules/replay-routes.ts";
import { ruleRoutes } from "./notification-rules/routes.ts";
import { ruleStatisticsRoutes } from "./notification-rules/statistics-routes.ts";
import { organizationRoutes } from "./organizations/routes.ts";
import { recipientRoutes } from "./recipients/routes.ts";
import { reconciliationRoutes } from "./reconciliation/routes.ts";
import { roleRoutes } from "./roles/routes.ts";
import { setupRoutes } from "./setup/routes.ts";
import { linkRoutes } from "./sign-in/link-routes.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import { singleSignOnRoutes } from "./sign-in/single-sign-on-routes.ts";
import { silenceRoutes } from "./silences/routes.ts";
import { pollRoutes } from "./sources/poll-routes.ts";
import { openPolledSources } from "./sources/polled-sources.ts";
import { payloadPreviewRoutes } from "./sources/preview-route.ts";
import { problemRoutes } from "./sources/problem-routes.ts";
import { sourceRoutes } from "./sources/routes.ts";
import { signingRoutes } from "./sources/signing-routes.ts";
import { systemRoutes } from "./system/routes.ts";
import { transportRoutes } from "./transports/routes.ts";
import { userRoutes } from "./users/routes.ts";

export const createApp = (parts: AppParts): Express => {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", parts.trustProxy);
  app.set("query parser", "simple");
  // Answers carry their ETag where it means something; one made of each answer's bytes would only cost.
  app.set("etag", false);
  app.use(requestId, measure(parts.metrics, parts.log), securityHeaders(), noStore);

  const router = express.Router();
  const routes = routesOf(parts);
  registerIngest(router, { ...parts, store: parts.intake, takeIn: openTakeIn(parts) });
  register(router, routes, parts);
  const contracts = [ingestContract, ingestWithKeyContract, ...routes];
  registerDocs(router, () => openApiDocument(contracts, parts.version));
  registerOtherMethods(router, [...contracts, ...docsPaths]);
  router.use("/api", refuseUnknown);
  app.use(router);
  if (parts.webFolder !== null) serveConsole(app, parts.webFolder);
  app.use(refuseUnknown);
  app.use(problems(parts.log));
  return app;
};

/** Every route but the one that reads its body itself, as data. */
export const routesOf = (parts: AppParts): readonly Route[] => [
  ...healthRoutes({ ...parts, isSetUp: parts.accounts.isSetUp }),
  ...setupRoutes(parts),
  ...signInRoutes(parts),
  ...linkRoutes(parts),
  ...mailLinkRoutes(parts),
  ...singleSignOnRoutes(parts),
  ...accessTokenRoutes(parts),
  ...userRoutes(parts),
  ...meRoutes(parts),
  ...roleRoutes(parts.roles),
  ...auditRoutes(parts.audit),
  ...sessionRoutes(parts.sessions),
  ...passwordRoutes(parts),
  ...secondFactorRoutes(parts),
  ...organizationRoutes(parts.organizations),
  ...payloadPreviewRoutes({ ...parts, parse: parsePasted }),
  ...pollRoutes(parts),
  ...sourceRoutes({ ...parts, polled: openPolledSources(parts) }),
  ...signingRoutes(parts),
  ...problemRoutes({ ...parts, ...openRetake(parts), polled: openPolledSources(parts) }),
  ...deviceGroupRoutes(parts.deviceGroups),
  // Before the routes of one rule, whose ids it could pass for.
  ...ruleStatisticsRoutes(parts.ruleStatistics),
  ...ruleRoutes(parts.rules),
  ...coverageRoutes(parts),
  ...decisionRoutes(parts.decisions),
  ...eventRoutes(parts.hub),
  ...incidentRoutes(parts),
  ...replayRoutes(parts),
  ...silenceRoutes(parts),
  ...previewRoutes({ ...parts, actions: parts.deliveryActions }),
  ...deliveryRoutes({ ...parts, deliveries: parts.deliveryQueries, actions: parts.deliveryActions }),
  ...recipientRoutes(parts.recipients),
  ...transportRoutes(parts),
  ...systemRoutes(parts),
  ...reconciliationRoutes(parts),
  ...allClearRoutes(parts),
  ...demoRoutes({ ...parts, newRun: () => randomUUID().slice(0, 8), takeIn: openDemoIntake(parts) }),
];

const refuseUnknown: RequestHandler = (request) => {
  throw new DomainError("notFound", `There is no ${request.method} ${clip(`${request.baseUrl}${request.path}`, 200)}`);
};

/** The console's files, and its page for every other address, because the console routes in the browser. */
const serveConsole = (app: Express, folder: string): void => {
  const page = join(folder, "index.html");
  if (!existsSync(page)) return;
  const assets = join(folder, "assets");
  app.use("/assets", express.static(assets, { fallthrough: false, setHeaders: keptFor("1y, immutable") }));
  app.use(express.static(folder, { index: false, setHeaders: keptFor("1h") }));
  app.get("/{*path}", (_request, response) => {
    // Relative to a root: an absolute path with a dot folder in it would pass for a hidden file.
    response.sendFile("index.html", { root: folder });
  });
};
