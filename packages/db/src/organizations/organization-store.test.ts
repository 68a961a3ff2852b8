import { asId, DomainError, minuteMs, wholeOrganization } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { aRefusal } from "../testing/a-refusal.ts";
import { addTenant, anOrganizationDraft, openScene } from "../testing/index.ts";

test("an organization is kept as it was saved, and others stay as they are", async () => {
  await using scene = await openScene();
  const tenant = await addTenant(scene);
  const draft = anOrganizationDraft({
    name: "Contoso Ltd",
    tenantId: "tenant-2",
    portalUrl: "https://portal.contoso.example",
    allowedDomains: ["contoso.example", "*.contoso.example"],
    locale: "nl",
    timeZone: "Europe/Amsterdam",
    bundling: { urgentMs: 0, otherMs: 5 * minuteMs },
  });
  const saved = await scene.organizations.change(scene.scope, () => draft);
  expect(saved).toEqual({ id: scene.organization.id, ...draft, createdAt: noon });
  expect(await scene.organizations.get(scene.scope)).toEqual(saved);
  expect(await scene.organizations.get(tenant.scope)).toEqual(tenant.organization);
});

test("a change is made of what is there when it is written, and one that throws changes nothing", async () => {
  await using scene = await openScene();
  const { organizations, scope } = scene;
  await Promise.all([
    organizations.change(scope, (now) => ({ ...now, name: `${now.name} Ltd` })),
    organizations.change(scope, (now) => ({ ...now, name: `${now.name} & Sons` })),
  ]);
  const broken = organizations.change(scope, () => {
    throw new DomainError("invalid", "No");
  });
  await expect(broken).rejects.toThrow("No");
  expect((await organizations.get(scope)).name).toBe(`${scene.organization.name} Ltd & Sons`);
});

test("an organization that there is not can be neither had nor saved", async () => {
  await using scene = await openScene();
  const scope = wholeOrganization(asId<never>("none"));
  const notFound = aRefusal("notFound", "There is no such organization");
  await expect(scene.organizations.get(scope)).rejects.toEqual(notFound);
  await expect(scene.organizations.change(scope, () => anOrganizationDraft())).rejects.toEqual(notFound);
});

test("whoever looks after the installation is told of every organization, oldest first", async () => {
  await using scene = await openScene();
  scene.clock.pass(minuteMs);
  const tenant = await addTenant(scene);
  expect(await scene.organizations.all()).toEqual([scene.organization, tenant.organization]);
});
