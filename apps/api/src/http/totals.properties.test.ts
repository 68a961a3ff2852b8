import { asId, type DeviceGroupId, type OrganizationId, type Scope, wholeOrganization } from "@tocsin/core/kernel";
import { ruleDraftSchema } from "@tocsin/core/notification-rules";
import { organizationDraftSchema } from "@tocsin/core/organizations";
import { silenceDraftSchema } from "@tocsin/core/silences";
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

/** Makes what was generated; answers the groups' ids, by number. */
const make = async (app: TestApp, scope: Scope, given: Tenant): Promise<readonly DeviceGroupId[]> => {
  const { stores } = app;
  const ids: DeviceGroupId[] = [];
  for (let group = 0; group < groupCount; group++) {
    const startsWith = { property: "name" as const, operator: "startsWith" as const, values: [nameOfGroup(group)] };
    const conditions = [startsWith];
    ids.push((await stores.deviceGroups.create(scope, { name: nameOfGroup(group), description: "", conditions })).id);
  }
  const idsOf = (groups: readonly number[]) => groups.map((group) => ids[group] ?? "ungrouped");
  const recipients = [{ address: "soc@contoso.example" }];
  for (const [index, groups] of given.rules.entries()) {
    const selected = { scope: "selected", ids: idsOf(groups), includeDeviceless: false };
    const deviceGroups = groups.length === 0 ? { scope: "all" } : selected;
    await stores.rules.create(
      scope,
      ruleDraftSchema.parse({ name: `rule ${index}`, deviceGroups, recipients }),
      system,
    );
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
  await stores.sources.create(scope, { name: "Sends incidents", kind: "generic", settings: {} }, sha256(key));
  await app.ingest({ incidents: given.incidents.map(incidentOf) }, { token: key });
  return [...ids, asId<DeviceGroupId>("ungrouped")];
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
  const rules = own.rules.filter((groups) => groups.length === 0 || meets(groups));
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
    addresses: own.rules.length > 0 ? 1 : 0,
  };
};
type Expected = ReturnType<typeof expectedOf>;

/** Every list of the api, with how many a limited reader finds in it. */
const lists: Readonly<Record<string, (expected: Expected) => number>> = {
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
};

/** Lists of what a limited reader is refused as a whole, or of what is no object of anybody. */
const uncounted = new Set([
  "/api/v1/audit",
  "/api/v1/reconciliation",
  "/api/v1/sources/{id}/problems",
  "/api/v1/users/{id}/access-tokens",
  "/api/v1/transports",
  "/api/v1/source-kinds",
  "/api/v1/roles",
  "/api/v1/me/sessions",
  "/api/v1/device-groups/{id}/rules",
  "/api/v1/notification-rules/{id}/versions",
]);

const isList = ({ method, answers }: RouteContract): boolean =>
  method === "get" && "items" in ((answers[200]?.schema as { shape?: object } | undefined)?.shape ?? {});

interface Page {
  readonly items: readonly { readonly id?: string }[];
  readonly next?: string | null;
  readonly total?: number;
  readonly totals?: Readonly<Record<string, number>>;
}

/** Reads a list to its end, two at a time; every page has to name the same total. */
const walk = async (app: TestApp, path: string, token: string) => {
  const pattern = path.split("?")[0]?.replace(/[0-9a-f-]{36}/, "{id}");
  const paged = app.contracts.some((one) => one.method === "get" && one.path === pattern && one.query !== undefined);
  const items: unknown[] = [];
  const totals = new Set<number>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = [...(paged ? ["limit=2"] : []), ...(cursor === "" ? [] : [`cursor=${encodeURIComponent(cursor)}`])];
    const asked = query.length === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${query.join("&")}`;
    const page = (await app.get(asked, { token })).body as Page;
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
  const groups = await make(app, wholeOrganization(organizationId), own);
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
  const holds = items.find(({ silence }) => silence.comment === "holds what is low")?.silence.id;
  return { app, holds };
};

test("every list is counted", async () => {
  await using app = await startReadyApp();
  const names = Object.keys(lists).map((path) => path.split("?")[0]);
  const found = app.contracts.filter(isList).map(({ path }) => path);
  expect(found.filter((path) => !names.includes(path) && !uncounted.has(path))).toEqual([]);
  expect(names.filter((path) => !found.includes(path ?? ""))).toEqual([]);
});

test(
  "a reader who is limited to device groups finds in every list, and in its total, as many as are his, and no more",
  async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (given) => {
        const { app, holds } = await started(given);
        await using _app = app;
        const expected = expectedOf(given);
        for (const [path, countOf] of Object.entries(lists)) {
          const { count, listed, totals } = await walk(app, path.replace("{id}", holds ?? ""), "tat_of-the-reader");
          const due = countOf(expected);
          expect({ path, count, listed, totals }).toEqual({
            path,
            count: due,
            listed: due,
            totals: totals.map(() => due),
          });
        }
      }),
      runs(8),
    );
  },
  propertyMs * 4,
);
