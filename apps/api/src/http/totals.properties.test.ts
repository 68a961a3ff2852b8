import { roles } from "@tocsin/core/access";
import { sourceKinds } from "@tocsin/core/incidents";
import {
  asId,
  type ChangeId,
  type DeviceGroupId,
  type IncidentId,
  type OrganizationId,
  type RuleId,
  type Scope,
  type SourceId,
  wholeOrganization,
} from "@tocsin/core/kernel";
import { ruleDraftSchema } from "@tocsin/core/notification-rules";
import { organizationDraftSchema } from "@tocsin/core/organizations";
import { silenceDraftSchema } from "@tocsin/core/silences";
import { noon } from "@tocsin/core/testing";
import { sha256 } from "@tocsin/secrets";
import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyMs, runs } from "../testing/runs.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";
import type { RouteContract } from "./route.ts";

/** Device groups by number; the last one stands for every device that no group takes, and for what has none. */
const groupCount = 3;
const ungrouped = groupCount;
const someGroups = (minLength: number, max: number) =>
  fc.uniqueArray(fc.nat({ max }), { minLength, maxLength: max + 1 });

/** What lies in groups; of no group at all, an incident has no device, and a rule or silence is of all. */
const tenant = fc.record({
  incidents: fc.array(fc.record({ groups: someGroups(0, ungrouped), low: fc.boolean() }), { maxLength: 9 }),
  rules: fc.array(someGroups(0, groupCount - 1), { maxLength: 5 }),
  silences: fc.array(someGroups(0, groupCount - 1), { maxLength: 4 }),
});
const generated = fc.record({ reader: someGroups(1, ungrouped), own: tenant, foreign: tenant });
type Tenant = typeof tenant extends fc.Arbitrary<infer Value> ? Value : never;
type Generated = typeof generated extends fc.Arbitrary<infer Value> ? Value : never;

const nameOfGroup = (group: number) => `g${group}`;
const system = { kind: "system" } as const;

/** How often a rule is saved. */
const savesOf = (index: number): number => 1 + (index % 3);

interface Made {
  /** By number. */
  readonly groups: readonly DeviceGroupId[];
  readonly rules: readonly RuleId[];
  readonly source: SourceId;
}

/** Makes what was generated. */
const make = async (app: TestApp, scope: Scope, given: Tenant): Promise<Made> => {
  const { stores } = app;
  const ids: DeviceGroupId[] = [];
  for (let group = 0; group < groupCount; group++) {
    const startsWith = { property: "name" as const, operator: "startsWith" as const, values: [nameOfGroup(group)] };
    const conditions = [startsWith];
    ids.push((await stores.deviceGroups.create(scope, { name: nameOfGroup(group), description: "", conditions })).id);
  }
  const idsOf = (groups: readonly number[]) => groups.map((group) => ids[group] ?? "ungrouped");
  const recipients = [{ address: "soc@contoso.example" }];
  const rules: RuleId[] = [];
  for (const [index, groups] of given.rules.entries()) {
    const selected = { scope: "selected", ids: idsOf(groups), includeDeviceless: false };
    const deviceGroups = groups.length === 0 ? { scope: "all" } : selected;
    const draft = ruleDraftSchema.parse({ name: `rule ${index}`, deviceGroups, recipients });
    const { rule } = await stores.rules.create(scope, draft, system);
    for (let saves = 1; saves < savesOf(index); saves++) await stores.rules.save(scope, rule.id, draft, null, system);
    rules.push(rule.id);
  }
  const silence = { comment: "holds what is low", endsAt: "2026-11-23T00:00:00Z", severities: ["low"] };
  await stores.silences.create(scope, silenceDraftSchema.parse(silence), system);
  for (const [index, groups] of given.silences.entries()) {
    const quiet = {
      ...silence,
      comment: `silence ${index}`,
      severities: ["informational"],
      deviceGroups: idsOf(groups),
    };
    await stores.silences.create(scope, silenceDraftSchema.parse(quiet), system);
  }
  const key = `tsk_of-${scope.organizationId}`;
  const sender = { name: "Sends incidents", kind: "generic", settings: {} } as const;
  const { id: source } = await stores.sources.create(scope, sender, sha256(key));
  await app.ingest({ incidents: given.incidents.map(incidentOf) }, { token: key });
  await miss(app, scope.organizationId, rules);
  return { groups: [...ids, asId<DeviceGroupId>("ungrouped")], rules, source };
};

/** Every rule seems to have missed a mail about every incident. */
const miss = async ({ stores }: TestApp, organizationId: OrganizationId, rules: readonly RuleId[]): Promise<void> => {
  const changes = stores.parts.sqlite
    .prepare("SELECT id, incident_id AS incidentId FROM incident_changes WHERE organization_id = ?")
    .all(organizationId) as readonly { readonly id: ChangeId; readonly incidentId: IncidentId }[];
  const missed = { kind: "missing", why: "neverPlanned", address: "soc@contoso.example", deliveryId: null } as const;
  const findings = changes.flatMap(({ id: changeId, incidentId }) =>
    rules.map((ruleId) => ({ ...missed, organizationId, incidentId, changeId, ruleId })),
  );
  await stores.reconciliation.keep({ changeIds: changes.map(({ id }) => id), findings }, noon);
};

const incidentOf = ({ groups, low }: Tenant["incidents"][number], index: number) => ({
  externalId: `x-${index}`,
  title: `incident ${index}`,
  severity: low ? "low" : "high",
  alerts: groups.map((group) => ({
    id: `${index}-${group}`,
    title: "Ransomware",
    evidence: [{ type: "device", name: `${nameOfGroup(group)}-${index}` }],
  })),
});

/** What a limited reader is to find, counted over what was generated. */
const expectedOf = ({ reader, own }: Generated) => {
  const meets = (groups: readonly number[]) => groups.some((group) => reader.includes(group));
  const incidents = own.incidents
    .map((incident, index) => ({ ...incident, index }))
    .filter(({ groups }) => (groups.length === 0 ? reader.includes(ungrouped) : meets(groups)));
  const seesRule = (groups: readonly number[]) => groups.length === 0 || meets(groups);
  const rules = own.rules.filter(seesRule);
  const matches = (rule: readonly number[], { groups }: { groups: readonly number[] }) =>
    rule.length === 0 || rule.some((group) => groups.includes(group));
  const told = incidents.filter((incident) => own.rules.some((rule) => matches(rule, incident)));
  const high = incidents.filter(({ low }) => !low);
  return {
    incidents: incidents.length,
    rules: rules.length,
    silences: 1 + own.silences.filter((groups) => groups.length === 0 || meets(groups)).length,
    held: told.filter(({ low }) => low).length,
    deliveries: told.filter(({ low }) => !low).length,
    decisions: high.reduce((sum, incident) => sum + rules.filter((rule) => matches(rule, incident)).length, 0),
    groups: reader.length,
    missed: incidents.length * rules.length,
    versions: own.rules.map((groups, index) => (seesRule(groups) ? savesOf(index) : "notFound")),
    concerned: Array.from({ length: groupCount }, (_, group) =>
      reader.includes(group) ? own.rules.filter((groups) => groups.includes(group)).length : "notFound",
    ),
    addresses: own.rules.length > 0 ? 1 : 0,
  };
};
type Expected = ReturnType<typeof expectedOf>;

/** How many a limited reader finds in a list, or how he is refused it. */
type Due = number | string;

/** Every list of the api, with what is due; where it is a list of something, of every such thing in order. */
const lists: Readonly<Record<string, (expected: Expected) => Due | readonly Due[]>> = {
  "/api/v1/incidents": ({ incidents }) => incidents,
  "/api/v1/notification-rules": ({ rules }) => rules,
  "/api/v1/notification-rules/statistics": ({ rules }) => rules,
  "/api/v1/silences": ({ silences }) => silences,
  "/api/v1/silences/{id}/incidents": ({ held }) => held,
  "/api/v1/deliveries": ({ deliveries }) => deliveries,
  "/api/v1/decisions?outcome=notify": ({ decisions }) => decisions,
  "/api/v1/device-groups": ({ groups }) => groups,
  // Of the organization: its own source and the one that sends incidents; its one address; Ada and the reader.
  "/api/v1/sources": () => 2,
  "/api/v1/recipients": ({ addresses }) => addresses,
  "/api/v1/users": () => 2,
  "/api/v1/role-assignments": () => 2,
  "/api/v1/organizations": () => 1,
  "/api/v1/access-tokens": () => 1,
  "/api/v1/reconciliation": ({ missed }) => missed,
  "/api/v1/notification-rules/{id}/versions": ({ versions }) => versions,
  "/api/v1/device-groups/{id}/rules": ({ concerned }) => concerned,
  // Of the installation: the transport that was entered. He calls by an access token, from no session.
  "/api/v1/transports": () => 1,
  "/api/v1/source-kinds": () => sourceKinds.length,
  "/api/v1/roles": () => Object.keys(roles).length,
  "/api/v1/me/sessions": () => 0,
  // Decides about all device groups, or is for administrators.
  "/api/v1/audit": () => "forbidden",
  "/api/v1/sources/{id}/problems": () => "forbidden",
  "/api/v1/users/{id}/access-tokens": () => "forbidden",
};

const isList = ({ method, answers }: RouteContract): boolean =>
  method === "get" && "items" in ((answers[200]?.schema as { shape?: object } | undefined)?.shape ?? {});

interface Page {
  readonly items: readonly { readonly id?: string }[];
  readonly next?: string | null;
  readonly total?: number;
  readonly totals?: Readonly<Record<string, number>>;
}

const refusals: Readonly<Record<number, string>> = { 403: "forbidden", 404: "notFound" };

/** Reads a list to its end, two at a time; every page has to name the same total. */
const walk = async (app: TestApp, pattern: string, path: string, token: string) => {
  const paged = app.contracts.some(
    (one) => one.method === "get" && one.path === pattern.split("?")[0] && one.query !== undefined,
  );
  const items: unknown[] = [];
  const totals = new Set<number>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = [...(paged ? ["limit=2"] : []), ...(cursor === "" ? [] : [`cursor=${encodeURIComponent(cursor)}`])];
    const asked = query.length === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${query.join("&")}`;
    const { status, body } = await app.get(asked, { token });
    if (status !== 200) return { refused: refusals[status] ?? status };
    const page = body as Page;
    items.push(...page.items);
    if (page.total !== undefined) totals.add(page.total);
    if (page.totals !== undefined) totals.add(Object.values(page.totals).reduce((sum, count) => sum + count, 0));
    cursor = page.next ?? null;
  }
  return { count: new Set(items.map((item) => JSON.stringify(item))).size, listed: items.length, totals: [...totals] };
};

const started = async ({ own, foreign, reader }: Generated) => {
  const app = await startReadyApp();
  const { stores } = app;
  const organizationId = asId<OrganizationId>((await app.organization()).id);
  const { groups, rules, source } = await make(app, wholeOrganization(organizationId), own);
  const other = await stores.organizations.create(organizationDraftSchema.parse({ name: "Fabrikam" }));
  await make(app, wholeOrganization(other.id), foreign);
  const deviceGroups = reader.map((group) => groups[group] ?? asId<DeviceGroupId>("ungrouped"));
  const { member } = await stores.users.invite({
    organizationId,
    invitation: {
      name: "Reader",
      email: "reader@contoso.example",
      roles: [{ role: "securityOperator", deviceGroups }],
      locale: null,
      timeZone: null,
    },
    by: "Ada",
    linkHashOf: sha256,
  });
  const draft = { name: "reads", role: "securityOperator", deviceGroups: null, expiresInDays: 30 } as const;
  await stores.accessTokens.create(member.id, organizationId, draft, sha256("tat_of-the-reader"));
  const { items } = await stores.silences.list(wholeOrganization(organizationId), [], { limit: 200, after: null });
  const holds = items.find(({ silence }) => silence.comment === "holds what is low")?.silence.id ?? "";
  await stores.intake.keepProblem({ ...aProblem, organizationId, sourceId: source });
  await app.put("/api/v1/transports/smtp", smtp);
  const ids: Readonly<Record<string, readonly string[]>> = {
    "/api/v1/silences/{id}/incidents": [holds],
    "/api/v1/notification-rules/{id}/versions": rules,
    "/api/v1/device-groups/{id}/rules": groups.slice(0, groupCount),
    "/api/v1/sources/{id}/problems": [source],
    "/api/v1/users/{id}/access-tokens": [member.id],
  };
  return { app, ids };
};

const aProblem = { index: 0, path: "", problem: "was no good", payload: "{}", receivedAt: noon };
const smtp = {
  kind: "smtp",
  from: "a@contoso.example",
  host: "mail.contoso.example",
  port: 587,
  security: "starttls",
  secrets: {},
};

test("every list is counted", async () => {
  await using app = await startReadyApp();
  const names = Object.keys(lists).map((path) => path.split("?")[0]);
  const found = app.contracts.filter(isList).map(({ path }) => path);
  expect(found.filter((path) => !names.includes(path))).toEqual([]);
  expect(names.filter((path) => !found.includes(path ?? ""))).toEqual([]);
});

test(
  "a reader who is limited to device groups finds in every list, and in its total, as many as are his, and no more",
  async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (given) => {
        const { app, ids } = await started(given);
        await using _app = app;
        const expected = expectedOf(given);
        for (const [pattern, dueOf] of Object.entries(lists)) {
          for (const [index, due] of [dueOf(expected)].flat().entries()) {
            const path = pattern.replace("{id}", ids[pattern]?.[index] ?? "");
            const found = await walk(app, pattern, path, "tat_of-the-reader");
            const totals = found.totals?.map(() => due);
            const wanted = typeof due === "number" ? { count: due, listed: due, totals } : { refused: due };
            expect({ path, ...found }).toEqual({ path, ...wanted });
          }
        }
      }),
      runs(8),
    );
  },
  propertyMs * 4,
);
