import { type Actor, asId, type RuleId, secondMs, type UserId } from "@tocsin/core/kernel";
import type { RuleDraft } from "@tocsin/core/notification-rules";
import { noon } from "@tocsin/core/testing";
import { asc } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { roleAssignments, users } from "../accounts/tables.ts";
import { newId } from "../ids.ts";
import { organizations } from "../organizations/tables.ts";
import { aRefusal } from "../testing/a-refusal.ts";
import {
  addTenant,
  anOrganizationDraft,
  aRuleDraft,
  openScene,
  type Scene,
  temporaryFolder,
  walk,
} from "../testing/index.ts";
import { notificationRules, notificationRuleVersions } from "./tables.ts";

const soc = "soc@contoso.example";
const ciso = "ciso@contoso.example";
const to = (...addresses: readonly string[]) => addresses.map((address) => ({ address, tier: 0 }));

const create = async (scene: Scene, draft: Partial<RuleDraft> = {}) =>
  (await scene.rules.create(scene.scope, aRuleDraft(draft), scene.actor)).rule;

const save = async (scene: Scene, id: RuleId, draft: Partial<RuleDraft>, ifVersion: number | null = null) =>
  (await scene.rules.save(scene.scope, id, aRuleDraft(draft), ifVersion, scene.actor)).rule;

const rowsIn = ({ parts: { db } }: Scene) => ({
  rules: db.select().from(notificationRules).all(),
  versions: db.select().from(notificationRuleVersions).all(),
  organizations: db.select().from(organizations).all(),
});

describe("a rule", () => {
  test("is kept as it was drafted, from its first version on", async () => {
    await using scene = await openScene();
    const { recipients: _, ...draft } = aRuleDraft({
      description: "Servers only",
      owner: "SOC day team",
      severities: ["high", "critical"],
      sources: [{ serviceSource: "Wazuh", detectionSources: [], severities: ["medium"] }],
      conditions: [{ kind: "source", anyOf: [scene.source.id] }],
      frequency: { kind: "oncePerIncident", alsoOnEscalation: true },
    });
    const rule = await create(scene, { ...draft, recipients: to(soc, ciso) });
    expect(rule).toEqual({
      ...draft,
      id: rule.id,
      organizationId: scene.organization.id,
      version: 1,
      recipients: [
        { address: soc, tier: 0, addedAt: noon },
        { address: ciso, tier: 0, addedAt: noon },
      ],
      createdAt: noon,
      updatedAt: noon,
      archivedAt: null,
      needsAttention: null,
    });
    expect((await scene.rules.get(scene.scope, rule.id)).rule).toEqual(rule);
  });

  test("has its next version with every save, and keeps every one with who saved it", async () => {
    await using scene = await openScene();
    const ada: Actor = { kind: "user", id: asId<UserId>("ada"), name: "Ada" };
    const { rule } = await scene.rules.create(scene.scope, aRuleDraft(), ada);
    scene.clock.pass(secondMs);
    const saved = await save(scene, rule.id, { severities: ["high"] }, 1);
    expect(saved).toEqual({ ...rule, severities: ["high"], version: 2, updatedAt: noon + secondMs });
    scene.clock.pass(secondMs);
    await scene.rules.archive(scene.scope, rule.id, 2, ada);
    const versions = scene.parts.db
      .select()
      .from(notificationRuleVersions)
      .orderBy(asc(notificationRuleVersions.version))
      .all();
    expect(
      versions.map(({ version, savedAt, savedBy, rule: body }) => [version, savedAt, savedBy, body.severities]),
    ).toEqual([
      [1, noon, "ada", rule.severities],
      [2, noon + secondMs, null, ["high"]],
      [3, noon + 2 * secondMs, "ada", ["high"]],
    ]);
  });

  test("that has changed since is neither saved nor archived", async () => {
    await using scene = await openScene();
    const rule = await create(scene);
    await save(scene, rule.id, { severities: ["high"] }, 1);
    const before = rowsIn(scene);
    const stale = aRefusal("preconditionFailed", "The rule has changed: it is at version 2 now, not 1");
    await expect(save(scene, rule.id, { severities: ["low"] }, 1)).rejects.toEqual(stale);
    await expect(scene.rules.archive(scene.scope, rule.id, 1, scene.actor)).rejects.toEqual(stale);
    expect(rowsIn(scene)).toEqual(before);
  });

  test("is saved by one of two people who edit the same version at once, in whatever process", async () => {
    await using folder = await temporaryFolder();
    await using one = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: one });
    const rule = await create(one);
    const results = await Promise.allSettled([
      save(one, rule.id, { severities: ["high"] }, 1),
      save(other, rule.id, { severities: ["low"] }, 1),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await one.rules.get(one.scope, rule.id)).rule.version).toBe(2);
  });

  test("that is archived is out of lists, and cannot be had, saved or archived again", async () => {
    await using scene = await openScene();
    const rule = await create(scene);
    await scene.rules.archive(scene.scope, rule.id, null, scene.actor);
    expect(await scene.rules.list(scene.scope, { limit: 9, after: null })).toEqual({ items: [], next: null });
    const notFound = aRefusal("notFound", "There is no such notification rule");
    await expect(scene.rules.get(scene.scope, rule.id)).rejects.toEqual(notFound);
    await expect(save(scene, rule.id, {})).rejects.toEqual(notFound);
    await expect(scene.rules.archive(scene.scope, rule.id, null, scene.actor)).rejects.toEqual(notFound);
  });

  test("of another organization is none", async () => {
    await using scene = await openScene();
    const tenant = await addTenant(scene);
    const rule = await create(scene);
    const before = rowsIn(scene);
    const { scope } = tenant;
    const notFound = aRefusal("notFound", "There is no such notification rule");
    await expect(scene.rules.get(scope, rule.id)).rejects.toEqual(notFound);
    await expect(scene.rules.save(scope, rule.id, aRuleDraft(), null, scene.actor)).rejects.toEqual(notFound);
    await expect(scene.rules.archive(scope, rule.id, null, scene.actor)).rejects.toEqual(notFound);
    expect(await scene.rules.list(scope, { limit: 9, after: null })).toEqual({ items: [], next: null });
    expect(rowsIn(scene)).toEqual(before);
  });
});

describe("the name of a rule", () => {
  const taken = (name: string) => aRefusal("conflict", `A rule named ‘${name}’ already exists`);

  test("is taken in every spelling of it", async () => {
    await using scene = await openScene();
    await create(scene, { name: "Ünïcode Ⅷ" });
    const before = rowsIn(scene);
    for (const name of ["Ünïcode Ⅷ", "üNÏCODE VIII", "U\u0308nïcode viii"]) {
      await expect(create(scene, { name })).rejects.toEqual(taken(name));
    }
    expect(rowsIn(scene)).toEqual(before);
  });

  test("may be spelled otherwise by the rule that has it, and taken by no other", async () => {
    await using scene = await openScene();
    const rule = await create(scene, { name: "Everything" });
    await create(scene, { name: "Other" });
    expect(await save(scene, rule.id, { name: "EVERYTHING" })).toMatchObject({ name: "EVERYTHING", version: 2 });
    await expect(save(scene, rule.id, { name: "other" })).rejects.toEqual(taken("other"));
  });

  test("is free again once the rule is archived, and is another's in another organization", async () => {
    await using scene = await openScene();
    const tenant = await addTenant(scene);
    const rule = await create(scene);
    await scene.rules.create(tenant.scope, aRuleDraft(), scene.actor);
    await scene.rules.archive(scene.scope, rule.id, null, scene.actor);
    expect(await create(scene)).toMatchObject({ name: rule.name, version: 1 });
  });

  test("is given to one of many who ask for it at once", async () => {
    await using folder = await temporaryFolder();
    await using one = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: one });
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((i) => create(i % 2 ? one : other)));
    expect(results.map(({ status }) => status).toSorted()).toEqual([
      "fulfilled",
      ...Array.from({ length: 5 }, () => "rejected"),
    ]);
  });
});

describe("a draft that names what is not to be had", () => {
  test("is refused with the path of every fault, and nothing is kept of it", async () => {
    await using scene = await openScene({
      organization: { allowedDomains: ["contoso.example", "*.fabrikam.example"] },
    });
    const tenant = await addTenant(scene);
    const foreign = await scene.deviceGroups.create(tenant.scope, {
      name: "Theirs",
      description: "",
      conditions: [{ property: "name", operator: "is", values: ["x"] }],
    });
    const before = rowsIn(scene);
    const drafting = create(scene, {
      deviceGroups: { scope: "selected", ids: ["ungrouped", "none", foreign.id], includeDeviceless: false },
      conditions: [
        { kind: "source", anyOf: [scene.source.id, tenant.source.id] },
        { kind: "source", anyOf: ["none"] },
      ],
      recipients: to(soc, "a@evil.example", "b@mail.fabrikam.example", "c@fabrikam.example"),
    });
    await expect(drafting).rejects.toEqual(
      aRefusal("invalid", "The rule names something that is not to be had", [
        { path: "deviceGroups.ids.1", message: "is not a device group" },
        { path: "deviceGroups.ids.2", message: "is not a device group" },
        { path: "recipients.1.address", message: "is not in a domain that may receive mail" },
        { path: "recipients.3.address", message: "is not in a domain that may receive mail" },
        { path: "conditions.0.anyOf.1", message: "is not a source" },
        { path: "conditions.1.anyOf.0", message: "is not a source" },
      ]),
    );
    expect(rowsIn(scene)).toEqual(before);
  });

  test("may name a user of this installation in whatever domain, as long as that is a user", async () => {
    await using scene = await openScene({ organization: { allowedDomains: ["fabrikam.example"] } });
    const { db } = scene.parts;
    const [id, at] = [asId<UserId>("grace"), { createdAt: noon, updatedAt: noon }];
    db.insert(users)
      .values({ id, email: "grace@elsewhere.example", name: "Grace", ...at })
      .run();
    db.insert(roleAssignments)
      .values({
        id: newId(),
        userId: id,
        role: "securityReader",
        organizationId: scene.organization.id,
        createdAt: noon,
      })
      .run();
    await scene.organizations.change(scene.scope, () => anOrganizationDraft({ allowedDomains: ["fabrikam.example"] }));
    const rule = await create(scene, { recipients: to("grace@elsewhere.example") });
    expect(rule.recipients.map(({ address }) => address)).toEqual(["grace@elsewhere.example"]);
    await expect(save(scene, rule.id, { recipients: to("grace@elsewhere.example", soc) })).rejects.toMatchObject({
      code: "invalid",
      faults: [{ path: "recipients.1.address" }],
    });
  });
});

describe("a recipient", () => {
  test("keeps the moment of being added through every save, by address; one that comes back is new", async () => {
    await using scene = await openScene();
    const rule = await create(scene, { recipients: to(soc) });
    const addedAt = async () =>
      (await scene.rules.get(scene.scope, rule.id)).rule.recipients.map((one) => [one.address, one.addedAt - noon]);
    scene.clock.pass(1_000);
    await save(scene, rule.id, { recipients: to(ciso, soc) });
    expect(await addedAt()).toEqual([
      [ciso, 1_000],
      [soc, 0],
    ]);
    scene.clock.pass(1_000);
    await save(scene, rule.id, { name: "Renamed", enabled: false, recipients: to("SOC@Contoso.example") });
    expect(await addedAt()).toEqual([[soc, 0]]);
    scene.clock.pass(1_000);
    await save(scene, rule.id, { recipients: to(soc, ciso) });
    expect(await addedAt()).toEqual([
      [soc, 0],
      [ciso, 3_000],
    ]);
  });

  test("that is new has the rule's language and zone, else the organization's; one that is known keeps its own", async () => {
    await using scene = await openScene({ organization: { locale: "nl", timeZone: "Europe/Amsterdam" } });
    const speaking = (address: string, locale: "en" | "nl", timeZone: string) => ({
      address,
      tier: 0,
      locale,
      timeZone,
    });
    const first = await scene.rules.create(
      scene.scope,
      aRuleDraft({ recipients: [...to(soc), speaking(ciso, "en", "America/New_York")] }),
      scene.actor,
    );
    const known = new Map([
      [soc, { locale: "nl", timeZone: "Europe/Amsterdam" }],
      [ciso, { locale: "en", timeZone: "America/New_York" }],
    ]);
    expect(first.recipients).toEqual(known);
    const second = await scene.rules.create(
      scene.scope,
      aRuleDraft({ name: "Other", recipients: [speaking(soc, "en", "Asia/Tokyo"), ...to(ciso)] }),
      scene.actor,
    );
    expect(second.recipients).toEqual(known);
  });
});

test("the list of rules can be walked page by page, each rule once by name, also when more are added meanwhile", async () => {
  await using scene = await openScene();
  const names = ["alpha", "Bravo", "charlie", "Delta", "echo", "Foxtrot", "golf"];
  for (const name of names.toReversed()) await create(scene, { name });
  const seen = await walk(
    (page) => scene.rules.list(scene.scope, page),
    async (turn) => {
      await create(scene, { name: `a-late-${turn}` });
    },
  );
  expect(seen.map(({ rule }) => rule.name)).toEqual(names);
  expect(seen[0]?.recipients.get(soc)).toEqual({ locale: "en", timeZone: "UTC" });
});
