import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RoleStore } from "@tocsin/core/access";
import type {
  AccessTokenStore,
  AccountStore,
  IdentityStore,
  SessionStore,
  SignInStore,
  UserStore,
} from "@tocsin/core/accounts";
import type { AllClearStore } from "@tocsin/core/all-clear";
import type { AuditStore } from "@tocsin/core/audit";
import type { DeliveryActions, DeliveryQueries } from "@tocsin/core/deliveries";
import type { DemoStore } from "@tocsin/core/demo";
import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import { type AcknowledgementStore, type IncidentQueries, type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import {
  type Document,
  type IngestResponse,
  type IntakeStore,
  parseJson,
  readDocument,
  takeIn,
} from "@tocsin/core/intake";
import { clip, DomainError, type Job, refused, wholeOrganization } from "@tocsin/core/kernel";
import type { RuleStatisticsStore, RuleStore } from "@tocsin/core/notification-rules";
import type {
  CoverageStore,
  DecisionQueries,
  EscalationStore,
  ExplanationStore,
  MailLinkStore,
  MuteStore,
  ReplayStore,
} from "@tocsin/core/notifications";
import type { OrganizationStore } from "@tocsin/core/organizations";
import type { OutageStore } from "@tocsin/core/outages";
import type { RecipientStore } from "@tocsin/core/recipients";
import type { ReconciliationStore } from "@tocsin/core/reconciliation";
import type { SilenceStore } from "@tocsin/core/silences";
import type { Source, SourceStore } from "@tocsin/core/sources";
import type { SystemStore } from "@tocsin/core/system";
import type { TransportStore } from "@tocsin/core/transports";
import type { QueueState } from "@tocsin/queue";
import { type Passwords, type Seal, sha256 } from "@tocsin/secrets";
import express, { type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import { accessTokenRoutes } from "./access-tokens/routes.ts";
import { allClearRoutes } from "./all-clear/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { decisionRoutes } from "./decisions/routes.ts";
import { deliveryRoutes } from "./deliveries/routes.ts";
import { demoRoutes } from "./demo/routes.ts";
import { deviceGroupRoutes } from "./device-groups/routes.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { docsPaths, registerDocs } from "./docs/routes.ts";
import type { EventHub } from "./events/hub.ts";
import { eventRoutes } from "./events/routes.ts";
import { measureIntake } from "./health/measure-intake.ts";
import type { Metrics } from "./health/metrics.ts";
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
import { parseBody } from "./ingest/parse-body.ts";
import { ingestContract, ingestWithKeyContract, presentTakenIn, registerIngest } from "./ingest/routes.ts";
import { mailLinkRoutes } from "./mail-links/routes.ts";
import { passwordRoutes } from "./me/password-routes.ts";
import { meRoutes } from "./me/routes.ts";
import { secondFactorRoutes } from "./me/second-factor-routes.ts";
import { sessionRoutes } from "./me/session-routes.ts";
import { type PreviewParts, previewRoutes } from "./notification-rules/preview-routes.ts";
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
import type { SingleSignOn } from "./sign-in/single-sign-on.ts";
import { singleSignOnRoutes } from "./sign-in/single-sign-on-routes.ts";
import { silenceRoutes } from "./silences/routes.ts";
import { type PollParts, pollRoutes } from "./sources/poll-routes.ts";
import { openPolledSources } from "./sources/polled-sources.ts";
import { payloadPreviewRoutes } from "./sources/preview-route.ts";
import { type ProblemParts, problemRoutes } from "./sources/problem-routes.ts";
import { type SourceParts, sourceRoutes } from "./sources/routes.ts";
import { signingRoutes } from "./sources/signing-routes.ts";
import { systemRoutes } from "./system/routes.ts";
import { transportRoutes } from "./transports/routes.ts";
import { userRoutes } from "./users/routes.ts";

/** What the api is made of. It opens nothing itself, so a test hands in the same stores that production does. */
export interface AppParts {
  readonly accessTokens: AccessTokenStore;
  readonly accounts: AccountStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly allClear: AllClearStore;
  readonly audit: AuditStore;
  readonly coverage: CoverageStore;
  readonly decisions: DecisionQueries;
  readonly deliveryActions: DeliveryActions;
  readonly deliveryQueries: DeliveryQueries;
  readonly tellings: PreviewParts["tellings"];
  readonly demo: DemoStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly escalations: EscalationStore;
  readonly explanations: ExplanationStore;
  readonly hub: EventHub;
  readonly incidents: IncidentQueries;
  readonly intake: IntakeStore;
  readonly mailLinks: MailLinkStore;
  readonly mutes: MuteStore;
  readonly organizations: OrganizationStore;
  readonly outages: OutageStore;
  readonly polls: PollParts["polls"];
  readonly signing: SourceParts["signing"];
  readonly pollHosts: PollParts["pollHosts"];
  readonly testConnection: PollParts["testConnection"];
  readonly replays: ReplayStore;
  readonly recipients: RecipientStore;
  readonly reconciliation: ReconciliationStore;
  readonly roles: RoleStore;
  readonly silences: SilenceStore;
  readonly rules: RuleStore;
  readonly ruleStatistics: RuleStatisticsStore;
  readonly identities: IdentityStore;
  readonly sessions: SessionStore;
  /** Null where none is set up. */
  readonly singleSignOn: SingleSignOn | null;
  readonly signIns: SignInStore;
  readonly sources: SourceStore;
  readonly system: SystemStore;
  readonly transports: TransportStore;
  readonly users: UserStore;
  /** Seals secrets that are stored. */
  readonly seal: Seal;
  readonly passwords: Passwords;
  /** The installation's secret, for what is derived from it. */
  readonly secretKey: string;
  readonly probe: () => Promise<void>;
  readonly queueState: () => QueueState;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  readonly oldestDueAt: () => Promise<number | null>;
  /** Nudges a queue outside the database; must neither throw nor make the caller wait. */
  readonly announce: (jobs: readonly Job[]) => void;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  /** Runs work after a while. A test keeps it instead. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
  readonly render: PreviewParts["render"];
  /** Where people reach this installation; known for sure once it listens. */
  readonly publicUrl: () => string;
  /** The domain of the sender's address. */
  readonly mailDomain: string;
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
  // Answers carry their ETag where it means something; one made of each answer's bytes would only cost.
  app.set("etag", false);
  app.use(requestId, measure(parts.metrics, parts.log), securityHeaders(), noStore);

  const router = express.Router();
  const routes = routesOf(parts);
  registerIngest(router, { ...parts, store: parts.intake, takeIn: openTakeIn(parts) });
  register(router, routes, parts);
  registerDocs(router, openApiDocument([ingestContract, ingestWithKeyContract, ...routes], parts.version));
  registerOtherMethods(router, [ingestContract, ingestWithKeyContract, ...routes, ...docsPaths]);
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

/** A pasted body says no type: what is no JSON as a whole may still be lines of it. */
const parsePasted = (text: string, kind: SourceKind) => {
  const whole = parseBody(text, false, kind);
  if (whole.ok || !text.trim().includes("\n")) return whole;
  const lines = parseBody(text, true, kind);
  return lines.ok && lines.value.every(({ fault }) => fault === undefined) ? lines : whole;
};

type TakeIn = Parameters<typeof registerIngest>[1]["takeIn"];

const openTakeIn = ({ intake, announce, now, metrics }: AppParts): TakeIn => {
  const takeInParts = { announce, digest: sha256, now };
  const measured = measureIntake(intake, metrics);
  return async (of, parts) => {
    // A line that is no JSON goes along as a document without a value, and keeps the fault that was found before.
    const store: IntakeStore = {
      ...measured,
      keepProblem: (problem) => intake.keepProblem({ ...problem, ...parts[problem.index]?.fault }),
    };
    const { results, problems } = await takeIn({ ...takeInParts, store }, of, parts);
    const taken = { results, problems: problems.map((problem) => ({ ...problem, ...parts[problem.index]?.fault })) };
    const { kind } = of.source;
    for (const { outcome } of taken.results) metrics.countPayload(kind, outcome);
    for (const _problem of taken.problems) metrics.countProblem(kind);
    return taken;
  };
};

const openDemoIntake = (parts: AppParts) => {
  const takeThrough = openTakeIn(parts);
  return async (source: Source, payload: unknown): Promise<void> => {
    const organization = await parts.organizations.get(wholeOrganization(source.organizationId));
    await takeThrough({ source, organization }, [{ value: payload, text: JSON.stringify(payload) }]);
  };
};

/** Takes stored payloads in again; one that still cannot be read stays where it is, under its old id. */
const openRetake = (parts: AppParts): Omit<ProblemParts, "sources" | "polled"> => {
  const takeInParts = { announce: parts.announce, digest: sha256, now: parts.now };
  const measured = measureIntake(parts.intake, parts.metrics);

  const take = async (source: Source, store: IntakeStore, documents: readonly Document[]): Promise<IngestResponse> => {
    const organization = await parts.organizations.get(wholeOrganization(source.organizationId));
    const taken = await takeIn({ ...takeInParts, store }, { source, organization }, documents);
    const [problem] = taken.problems;
    if (problem && taken.results.length === 0) {
      throw refused("stillUnreadable", null, [{ path: problem.path, message: problem.problem }]);
    }
    for (const { outcome } of taken.results) parts.metrics.countPayload(source.kind, outcome);
    return presentTakenIn(taken);
  };

  return {
    retry: (source, { id, payload }) =>
      take(source, { ...measured, keepProblem: async () => id }, [documentOf(payload)]),
    takeOver: (source, payload) => take(source, measured, documentsOf(source.kind, payload)),
    refuseUnreadable: async (scope, kind, payload) => {
      const { tenantId } = await parts.organizations.get(scope);
      const context = { sourceId: "preview", tenantId, settings: {}, digest: sha256 };
      const read = documentsOf(kind, payload).map(({ value }) => readDocument(kindNamed(kind), context, value));
      const [fault] = read.flatMap((one) => (one.ok ? [] : [one.problem]));
      if (fault === undefined || read.some(({ ok }) => ok)) return;
      throw refused("unreadableThere", null, [{ path: fault.path, message: fault.problem }]);
    },
  };
};

const kindNamed = (kind: string): SourceKind => {
  const found = sourceKindOf(kind);
  if (found === undefined) throw new DomainError("unavailable", `No reader for sources of kind ${kind}`);
  return found;
};

/** The documents of a stored payload, taken apart as if it had been posted to a source of the kind. */
const documentsOf = (kind: string, payload: string): readonly Document[] => {
  const parsed = parsePasted(payload, kindNamed(kind));
  if (!parsed.ok) throw new DomainError("invalid", `It ${parsed.problem.problem}`);
  return parsed.value;
};

const documentOf = (text: string): Document => {
  const parsed = parseJson(text);
  if (!parsed.ok) throw refused("notJson");
  return { value: parsed.value, text };
};

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
