import type { IncomingIncident } from "@tocsin/core/incidents";
import { type DecideChange, decideChange, type Recorded } from "@tocsin/core/intake";
import { type Actor, type Instant, type Scope, wholeOrganization } from "@tocsin/core/kernel";
import { type NotificationRule, type RuleDraft, ruleDraftSchema } from "@tocsin/core/notification-rules";
import { type Organization, type OrganizationDraft, organizationDraftSchema } from "@tocsin/core/organizations";
import type { Source } from "@tocsin/core/sources";
import { anIncoming, noon } from "@tocsin/core/testing";
import { newId } from "../ids.ts";
import { organizationOf } from "../organizations/rows.ts";
import { organizations } from "../organizations/tables.ts";
import { openTestStores, type TestOptions, type TestStores } from "./open-test-stores.ts";

/** Moved by tests, never slept through. */
export interface TestClock {
  readonly now: () => Instant;
  pass(ms: number): Instant;
}

export const aClock = (start: Instant = noon): TestClock => {
  let at = start;
  return {
    now: () => at,
    pass: (ms) => {
      at += ms;
      return at;
    },
  };
};

/** An organization with one source, and the verbs with which most tests begin. */
export interface Tenant {
  readonly organization: Organization;
  readonly scope: Scope;
  readonly source: Source;
}

export interface Scene extends TestStores, Tenant {
  readonly tenant: Tenant;
  readonly clock: TestClock;
  readonly actor: Actor;
  /** Takes a payload in; `text` is what the source is said to have sent. */
  record(incoming?: IncomingIncident, options?: RecordOptions): Promise<Recorded>;
  addRule(draft?: Partial<RuleDraft>): Promise<NotificationRule>;
}

interface RecordOptions {
  readonly decide?: DecideChange;
  readonly text?: string;
  readonly tenant?: Tenant;
}

export interface SceneOptions extends Omit<TestOptions, "clock"> {
  readonly organization?: Partial<OrganizationDraft>;
  /** Another connection's scene on the same file, whose organization and clock this one shares. */
  readonly beside?: Scene;
}

/** Opened stores of an installation that is set up, at noon. */
export const openScene = async ({ organization, beside, ...options }: SceneOptions = {}): Promise<Scene> => {
  const clock = beside?.clock ?? aClock();
  const stores = openTestStores({ ...options, clock: clock.now });
  const tenant = beside?.tenant ?? (await setUp(stores, organization));
  const actor: Actor = beside?.actor ?? { kind: "system" };
  return {
    ...stores,
    ...tenant,
    tenant,
    clock,
    actor,
    record: (incoming = anIncoming(), { decide = decideChange, text = "{}", tenant: other = tenant } = {}) =>
      stores.intake.record(
        {
          organizationId: other.organization.id,
          sourceId: other.source.id,
          incoming,
          payload: text,
          receivedAt: clock.now(),
        },
        decide,
      ),
    addRule: async (draft) => (await stores.rules.create(tenant.scope, aRuleDraft(draft), actor)).rule,
  };
};

const setUp = async (stores: TestStores, draft: Partial<OrganizationDraft> = {}): Promise<Tenant> => {
  const made = await stores.accounts.setUp({
    name: "Ada",
    email: "ada@contoso.example",
    passwordHash: "argon2id",
    accessTokenHash: "hash of the set-up token",
    organization: anOrganizationDraft(draft),
  });
  if (made === null) throw new Error("This database was set up before");
  return withSource(stores, made.organization);
};

/** A further organization in the same installation. */
export const addTenant = async (stores: TestStores, draft: Partial<OrganizationDraft> = {}): Promise<Tenant> => {
  const { db, writer, clock } = stores.parts;
  const [row] = await writer.write(() =>
    db
      .insert(organizations)
      .values({ id: newId(), ...anOrganizationDraft({ name: "Fabrikam", ...draft }), createdAt: clock() })
      .returning()
      .all(),
  );
  if (row === undefined) throw new Error("SQLite answered no row for an insert");
  return withSource(stores, organizationOf(row));
};

const withSource = async (stores: TestStores, organization: Organization): Promise<Tenant> => {
  const scope = wholeOrganization(organization.id);
  const source = await stores.sources.create(scope, { name: "Own scripts", kind: "generic", settings: {} }, newId());
  return { organization, scope, source };
};

export const anOrganizationDraft = (given: Partial<OrganizationDraft> = {}): OrganizationDraft =>
  organizationDraftSchema.parse({ name: "Contoso", ...given });

/** A rule that tells one address of everything. */
export const aRuleDraft = (given: Partial<RuleDraft> = {}): RuleDraft =>
  ruleDraftSchema.parse({ name: "Everything", recipients: [{ address: "soc@contoso.example" }], ...given });
