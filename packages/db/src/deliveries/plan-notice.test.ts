import type { Role } from "@tocsin/core/access";
import type { DeviceGroupId, OrganizationId, UserId } from "@tocsin/core/kernel";
import type { Notice } from "@tocsin/core/messages";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { roleAssignments, users } from "../accounts/tables.ts";
import { newId } from "../ids.ts";
import { recipients } from "../recipients/tables.ts";
import { addTenant, openScene, type Scene } from "../testing/scene.ts";
import { openPlanNotice } from "./plan-notice.ts";
import { deliveries } from "./tables.ts";

const silent: Notice = { kind: "sourceSilent", sourceId: "s", sourceName: "Wazuh", lastAt: 1, expectedEveryMs: 60_000 };

interface Member {
  readonly email: string;
  readonly role?: Role;
  readonly organizationId?: OrganizationId | null;
  readonly deviceGroups?: DeviceGroupId[] | null;
  readonly disabled?: boolean;
}

const addUser = ({ parts, clock }: Scene, { email, disabled = false, ...assignment }: Member) =>
  parts.writer.write(() => {
    const userId = newId<UserId>();
    const now = clock.now();
    const stamps = { createdAt: now, updatedAt: now, disabledAt: disabled ? now : null };
    parts.db
      .insert(users)
      .values({ id: userId, email, name: email, ...stamps })
      .run();
    const { role = "securityAdministrator", organizationId = null, deviceGroups = null } = assignment;
    parts.db
      .insert(roleAssignments)
      .values({ id: newId(), userId, role, organizationId, deviceGroups, createdAt: now })
      .run();
  });

const plan = (scene: Scene, trouble = "s:1") =>
  scene.parts.writer.write(() =>
    openPlanNotice(scene.parts)({
      organizationId: scene.organization.id,
      notice: silent,
      trouble,
      thread: "source.s",
      at: scene.clock.now(),
    }),
  );

const planned = ({ parts, organization }: Scene) =>
  parts.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.organizationId, organization.id))
    .orderBy(asc(deliveries.address))
    .all();

test("everybody who administers the organization is told, and nobody else", async () => {
  await using scene = await openScene();
  const other = await addTenant(scene);
  await addUser(scene, { email: "everywhere@contoso.example" });
  await addUser(scene, { email: "here@contoso.example", organizationId: scene.organization.id });
  await addUser(scene, { email: "elsewhere@contoso.example", organizationId: other.organization.id });
  await addUser(scene, { email: "reader@contoso.example", role: "securityReader" });
  await addUser(scene, { email: "servers-only@contoso.example", deviceGroups: [newId()] });
  await addUser(scene, { email: "left@contoso.example", disabled: true });
  await plan(scene);
  expect(planned(scene).map(({ address, messageKind, state }) => [address, messageKind, state])).toEqual([
    ["ada@contoso.example", "notice", "waiting"],
    ["everywhere@contoso.example", "notice", "waiting"],
    ["here@contoso.example", "notice", "waiting"],
  ]);
  expect(await scene.tellings.isAdministrator(scene.organization.id, "here@contoso.example")).toBe(true);
  expect(await scene.tellings.isAdministrator(scene.organization.id, "reader@contoso.example")).toBe(false);
});

test("nobody is told twice of the same trouble, and everybody of the next", async () => {
  await using scene = await openScene();
  await plan(scene);
  await plan(scene);
  expect(planned(scene)).toHaveLength(1);
  await plan(scene, "s:2");
  expect(planned(scene)).toHaveLength(2);
});

test("an administrator who is a recipient reads it in the language chosen there, others in the organization’s", async () => {
  await using scene = await openScene({ organization: { locale: "en", timeZone: "Europe/Brussels" } });
  await addUser(scene, { email: "jan@contoso.example" });
  const settings = { locale: "nl", timeZone: "Europe/Amsterdam" };
  const key = { organizationId: scene.organization.id, address: "jan@contoso.example" };
  await scene.parts.writer.write(() =>
    scene.parts.db
      .insert(recipients)
      .values({ ...key, ...settings, createdAt: scene.clock.now() })
      .run(),
  );
  await plan(scene);
  expect(
    planned(scene).map(
      ({ id, message }) => message?.kind === "notice" && [message.recipient, message.deliveryId === id],
    ),
  ).toEqual([
    [{ address: "ada@contoso.example", locale: "en", timeZone: "Europe/Brussels" }, true],
    [{ address: "jan@contoso.example", ...settings }, true],
  ]);
});

test("a notice that is undone with its store’s transaction tells nobody", async () => {
  await using scene = await openScene();
  const { writer } = scene.parts;
  const undone = writer.write(() => {
    openPlanNotice(scene.parts)({
      organizationId: scene.organization.id,
      notice: silent,
      trouble: "s:1",
      thread: "source.s",
      at: 1,
    });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(planned(scene)).toEqual([]);
});

test("with Redis its jobs are answered, to be announced after the commit", async () => {
  await using scene = await openScene({ jobsEmbedded: false });
  const jobs = await plan(scene);
  expect(jobs.map(({ payload }) => payload)).toMatchObject([{ deliveryId: planned(scene)[0]?.id }]);
  expect(await plan(scene)).toEqual([]);
});

test("a rule that loses its last device group is told of to the administrators, one that keeps another is not", async () => {
  await using scene = await openScene();
  const { deviceGroups, scope } = scene;
  const named = (name: string) => ({
    name,
    description: "",
    conditions: [{ property: "name" as const, operator: "startsWith" as const, values: [name] }],
  });
  const servers = await deviceGroups.create(scope, named("srv"));
  const laptops = await deviceGroups.create(scope, named("lt"));
  const chosen = (...ids: DeviceGroupId[]) => ({ scope: "selected" as const, ids, includeDeviceless: false });
  const stopped = await scene.addRule({ name: "On servers", deviceGroups: chosen(servers.id) });
  await scene.addRule({ name: "On both", deviceGroups: chosen(servers.id, laptops.id) });
  await deviceGroups.remove(scope, servers.id);
  expect(planned(scene).map(({ message }) => message)).toMatchObject([
    { notice: { kind: "ruleNeedsAttention", ruleId: stopped.id, ruleName: "On servers", group: "srv" } },
  ]);
});
