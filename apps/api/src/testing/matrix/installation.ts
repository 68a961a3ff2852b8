import { incidentSummarySchema } from "@tocsin/core/incidents";
import {
  asId,
  type ChangeId,
  type DeviceGroupId,
  type IncidentId,
  type OrganizationId,
  pageSchema,
  type RuleId,
  type UserId,
  wholeOrganization,
} from "@tocsin/core/kernel";
import { organizationResponseSchema } from "@tocsin/core/organizations";
import { sourceCreatedSchema } from "@tocsin/core/sources";
import { noon } from "@tocsin/core/testing";
import { sha256 } from "@tocsin/secrets";
import type { Answer } from "../answer.ts";
import { startReadyApp, type TestApp } from "../start-test-app.ts";
import { type Caller, makeCallers } from "./callers.ts";
import { polledSource } from "./requests.ts";
import { mailAbout, makeDeviceGroup, makeGrouped, raiseIncidents, type Things, testMail, words } from "./things.ts";

/** An installation with one of everything in every place, and everybody who could ask for it. */
export interface MatrixInstallation extends AsyncDisposable {
  readonly app: TestApp;
  readonly callers: readonly Caller[];
  readonly things: Things;
}

export const openMatrixInstallation = async (): Promise<MatrixInstallation> => {
  const app = await startReadyApp();
  const { id } = await app.organization();
  const organizationId = id as OrganizationId;
  const [adas] = ((await app.get("/api/v1/users")).body as { items: readonly { id: UserId }[] }).items;
  const ada = adas?.id as UserId;
  const grouped = await makeHere(app);
  const callers = await makeCallers({ app, organizationId, group: grouped.group.own as DeviceGroupId, ada });
  const abroad = await makeAbroad(app, callers[0] as Caller);
  const things = { ...grouped, ...(await makeUngrouped(app, organizationId)) };
  // Nobody here has a password, so that none is asked for before something of one's own is changed.
  app.stores.parts.sqlite.exec("DELETE FROM accounts WHERE user_id = (SELECT id FROM users WHERE name = 'Ada')");
  const spare = await app.post("/api/v1/organizations", { name: "Empty" }, asCaller(callers[0] as Caller));
  return {
    app,
    callers,
    things: {
      ...Object.fromEntries(
        Object.entries(things).map(([name, thing]) => [
          name,
          { ...thing, abroad: abroad[name as keyof typeof abroad] },
        ]),
      ),
      organization: { own: organizationId, foreign: abroad.organization },
      spareOrganization: { none: (spare.body as { id: string }).id },
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
};

/** By whom a call is made, in place of the administrator. */
export const asCaller = ({ headers }: Caller) => ({ token: null, headers });

/** What lies in device groups: in the reader's, in another one, in none or all, and in both. */
const makeHere = async (app: TestApp) => {
  const call = (method: string, path: string, body?: unknown): Promise<Answer> => app.call(method, path, { body });
  const own = await makeDeviceGroup(call, words.own);
  const foreign = await makeDeviceGroup(call, words.foreign);
  const made = {
    own: await makeGrouped(call, [own], words.own),
    foreign: await makeGrouped(call, [foreign], words.foreign),
    none: await makeGrouped(call, [], words.none),
    mixed: await makeGrouped(call, [own, foreign], words.mixed),
  };
  await raiseIncidents(app.raise, words.own, [words.own]);
  await raiseIncidents(app.raise, words.foreign, [words.foreign]);
  await raiseIncidents(app.raise, words.none, []);
  await raiseIncidents(app.raise, words.mixed, [words.own, words.foreign]);
  const incident = byWord(await app.incidents("?limit=200"));
  await keepFinding(app, { incidentId: incident.mixed, ruleId: String(made.foreign.rule) });
  return {
    group: { own, foreign },
    ...turned(made),
    incident,
    delivery: {
      own: await mailAbout(app, incident.own, null),
      mixed: await mailAbout(app, incident.mixed, null),
      none: await testMail(app, incident.none),
      foreign: await mailAbout(app, incident.foreign, `${words.foreign} mailbox full`),
    },
  };
};

/** A mail that a rule of the foreign group seems to have missed, about an incident that the reader sees in part. */
const keepFinding = async ({ stores }: TestApp, about: { readonly incidentId: string; readonly ruleId: string }) => {
  const change = stores.parts.sqlite.prepare("SELECT id, organization_id FROM incident_changes WHERE incident_id = ?");
  const { id, organization_id } = change.get(about.incidentId) as { id: string; organization_id: string };
  const finding = {
    kind: "missing",
    why: "neverPlanned",
    organizationId: asId<OrganizationId>(organization_id),
    incidentId: asId<IncidentId>(about.incidentId),
    changeId: asId<ChangeId>(id),
    ruleId: asId<RuleId>(about.ruleId),
    address: "soc@contoso.example",
    deliveryId: null,
  } as const;
  await stores.reconciliation.keep({ changeIds: [finding.changeId], findings: [finding] }, noon);
};

const byWord = (items: readonly { readonly id: string; readonly title: string }[]) => {
  const idOf = (word: string) => items.find(({ title }) => title === `${word} incident`)?.id ?? "";
  return { own: idOf("alpha"), foreign: idOf("zulu"), none: idOf("nemo"), mixed: idOf("mixed") };
};

/** From things by place to places by thing. */
const turned = <Of extends Record<string, Record<string, unknown>>>(made: Of) => {
  const names = Object.keys(Object.values(made)[0] ?? {}) as (keyof Of[keyof Of])[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(Object.entries(made).map(([where, all]) => [where, all[name as string]])),
    ]),
  ) as { [Name in keyof Of[keyof Of]]: { [Where in keyof Of]: unknown } };
};

/** What lies in no device group: users, sources, recipients, transports. */
const makeUngrouped = async (app: TestApp, organizationId: OrganizationId) => {
  const source = (await app.post("/api/v1/sources", { name: "nemo source", kind: "generic" })).as(sourceCreatedSchema);
  const polled = await app.post("/api/v1/sources", { ...polledSource, name: "nemo tenant" });
  const problem = await keepProblem(app, organizationId, source.id, words.foreign);
  const roles = [{ role: "securityReader" }];
  const invite = async (name: string) =>
    ((await app.post("/api/v1/users", { name, email: `${name}@contoso.example`, roles })).body as { id: UserId }).id;
  const [bob, ivy] = [await invite("bob"), await invite("ivy")];
  await app.stores.signIns.setPassword(bob, "a hash", null);
  await app.stores.signIns.enrol(bob, "a sealed key");
  await app.stores.signIns.useTimeStep(bob, 1);
  const draft = { name: "bob's", role: "securityReader", deviceGroups: null, expiresInDays: 30 } as const;
  const token = await app.stores.accessTokens.create(bob, organizationId, draft, sha256("tat_of-bob"));
  const [granted] = (await app.stores.roles.list(organizationId)).filter(({ user }) => user.id === bob);
  await app.post("/api/v1/recipients", { address: "nobody@contoso.example" });
  const transport = { kind: "smtp", from: "a@contoso.example", host: "mail.contoso.example", port: 587 };
  await app.put("/api/v1/transports/smtp", { ...transport, security: "starttls", secrets: {} });
  const test = await app.post("/api/v1/transports/test", { transport: { kind: "capture" }, to: "ada@contoso.example" });
  return {
    source: { none: source.id },
    polledSource: { none: polled.as(sourceCreatedSchema).id },
    problem: { none: problem },
    user: { none: bob },
    invitee: { none: ivy },
    userToken: { none: token.id },
    assignment: { none: granted?.id },
    recipient: { none: "nobody@contoso.example" },
    transportTest: { none: (test.body as { id: string }).id },
  };
};

/** A payload that could not be read when it came, and could be now. */
const keepProblem = (app: TestApp, organizationId: OrganizationId, sourceId: string, word: string) =>
  app.stores.intake.keepProblem({
    organizationId,
    sourceId: sourceId as never,
    index: 0,
    path: "",
    problem: "was no good",
    payload: JSON.stringify({ title: `${word} payload` }),
    receivedAt: noon,
  });

/** The same in another organization, made by who administers both. */
const makeAbroad = async (app: TestApp, everywhere: Caller) => {
  const made = await app.post("/api/v1/organizations", { name: "yankee" }, asCaller(everywhere));
  const { id } = made.as(organizationResponseSchema);
  const headers = { ...everywhere.headers, "Tocsin-Organization": id };
  const call = (method: string, path: string, body?: unknown) => app.call(method, path, { token: null, headers, body });
  const organizationId = id as OrganizationId;
  const source = (await call("POST", "/api/v1/sources", { name: "yankee source", kind: "generic" })).as(
    sourceCreatedSchema,
  );
  const polled = await call("POST", "/api/v1/sources", { ...polledSource, name: "yankee tenant" });
  const group = await makeDeviceGroup(call, words.abroad);
  const grouped = await makeGrouped(call, [group], words.abroad);
  await raiseIncidents((body) => app.ingest(body, { token: source.key }), words.abroad, [words.abroad]);
  const { items } = (await call("GET", "/api/v1/incidents")).as(pageSchema(incidentSummarySchema));
  const deliveries = (await call("GET", "/api/v1/deliveries")).body as { items: readonly { id: string }[] };
  const roles = [{ role: "securityReader" }];
  const eve = await call("POST", "/api/v1/users", { name: "yankee eve", email: "eve@yankee.example", roles });
  const user = (eve.body as { id: UserId }).id;
  const draft = { name: "yankee token", role: "securityReader", deviceGroups: null, expiresInDays: 30 } as const;
  const token = await app.stores.accessTokens.create(user, organizationId, draft, sha256("tat_of-eve"));
  const granted = (await app.stores.roles.list(organizationId)).find((one) => one.user.id === user);
  await call("POST", "/api/v1/recipients", { address: "abroad@contoso.example" });
  const [recipient] = (await app.stores.recipients.list(wholeOrganization(organizationId), { limit: 1, after: null }))
    .items;
  return {
    organization: id,
    group,
    ...grouped,
    source: source.id,
    polledSource: polled.as(sourceCreatedSchema).id,
    problem: await keepProblem(app, organizationId, source.id, words.abroad),
    incident: items.find(({ title }) => title === "yankee incident")?.id,
    delivery: deliveries.items[0]?.id,
    user,
    invitee: user,
    userToken: token.id,
    assignment: granted?.id,
    recipient: recipient && "abroad@contoso.example",
  };
};
