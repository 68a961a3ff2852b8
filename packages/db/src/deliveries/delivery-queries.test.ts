import { asId, type DeliveryId, wholeOrganization } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped, noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { addTenant, openScene, type Scene, walk } from "../testing/index.ts";

const everything = { states: [], address: null, incidentId: null, ruleId: null } as const;
const to = (...addresses: readonly string[]) => addresses.map((address) => ({ address, tier: 0 }));

const listed = async (scene: Scene, filter: Partial<Parameters<Scene["deliveryQueries"]["list"]>[1]> = {}) =>
  (await scene.deliveryQueries.list(scene.scope, { ...everything, ...filter }, { limit: 99, after: null })).items;

const report = (scene: Scene, externalId = "external-1") =>
  scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));

describe("the list of deliveries", () => {
  test("says of each what it is about and which rules asked for it, by name and once", async () => {
    await using scene = await openScene();
    const rules = [await scene.addRule({ name: "Zulu" }), await scene.addRule({ name: "alpha" })];
    const { incidentId, number } = await report(scene);
    await scene.record(anIncoming({ facts: { severity: mapped("critical") }, at: noon + 1 }));
    const [one, ...others] = await listed(scene);
    expect(others).toEqual([]);
    expect(one).toEqual({
      delivery: expect.objectContaining({ address: "soc@contoso.example", state: "waiting", severity: "critical" }),
      subject: null,
      lastAttempt: null,
      incident: { id: incidentId, number },
      rules: [
        { id: rules[1]?.id, name: "alpha" },
        { id: rules[0]?.id, name: "Zulu" },
      ],
    });
  });

  test("can be narrowed to states, an address, an incident and a rule", async () => {
    await using scene = await openScene();
    await scene.addRule({ name: "One", recipients: to("a@contoso.example", "b@contoso.example") });
    const first = await report(scene, "first");
    const two = await scene.addRule({ name: "Two", recipients: to("b@contoso.example", "c@contoso.example") });
    await report(scene, "second");
    const all = await listed(scene);
    const of = async (filter: Parameters<typeof listed>[1]) =>
      (await listed(scene, filter)).map(({ delivery }) => delivery.address).toSorted();
    expect(all.length).toBe(5);
    expect(await of({ address: "b@contoso.example" })).toEqual(["b@contoso.example", "b@contoso.example"]);
    expect(await of({ incidentId: first.incidentId })).toEqual(["a@contoso.example", "b@contoso.example"]);
    expect(await of({ ruleId: two.id })).toEqual(["b@contoso.example", "c@contoso.example"]);
    expect(await of({ states: ["sent"] })).toEqual([]);
    const claim = await scene.deliveries.claim(all[0]?.delivery.id ?? asId("none"), noon);
    expect(claim).not.toBeNull();
    expect(await of({ states: ["sending", "sent"] })).toEqual([all[0]?.delivery.address]);
    expect(await of({ address: "b@contoso.example", ruleId: two.id, incidentId: first.incidentId })).toEqual([]);
  });

  test("can be narrowed to a time and a part of the address, and counts all of it by state", async () => {
    await using scene = await openScene();
    await scene.addRule({ recipients: to("soc@contoso.example", "ada@contoso.example") });
    await scene.record();
    const later = scene.clock.pass(1);
    await scene.record(anIncoming({ externalId: "later" }));
    const narrowed = (filter: object) =>
      scene.deliveryQueries.list(scene.scope, { ...everything, ...filter }, { limit: 1, after: null });
    expect((await narrowed({})).totals).toEqual({ waiting: 4 });
    expect((await narrowed({ text: "ADA" })).totals).toEqual({ waiting: 2 });
    expect((await narrowed({ text: "ada", madeFrom: later })).totals).toEqual({ waiting: 1 });
    expect((await narrowed({ madeTo: later - 1, states: ["sent"] })).totals).toEqual({ waiting: 2 });
  });

  test("can be walked page by page, each delivery once, also when more come in meanwhile", async () => {
    await using scene = await openScene();
    await scene.addRule();
    for (let i = 0; i < 11; i += 1) await report(scene, `n-${i}`);
    const before = (await listed(scene)).map(({ delivery }) => delivery.id);
    const seen = await walk(
      (page) => scene.deliveryQueries.list(scene.scope, everything, page),
      async (turn) => {
        await report(scene, `late-${turn}`);
      },
    );
    const ids = seen.map(({ delivery }) => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

test("a delivery of another organization is none: not listed, not shown, its mail not either", async () => {
  await using scene = await openScene();
  const tenant = await addTenant(scene);
  await scene.addRule();
  await report(scene);
  const [one] = await listed(scene);
  const id: DeliveryId = one?.delivery.id ?? asId("none");
  const claim = await scene.deliveries.claim(id, noon);
  if (claim === null || "foldedInto" in claim) throw new Error("The delivery was not to be had");
  const smtp = { kind: "smtp", destination: "mail.contoso.example:587", batch: null } as const;
  await scene.deliveries.beginAttempt(claim, { mail: aMail(), remade: null, remember: null }, smtp, noon);
  expect(await scene.deliveryQueries.mail(scene.scope, id)).toEqual(aMail());
  expect((await listed(scene))[0]?.subject).toBe(aMail().subject);

  const theirs = await scene.deliveryQueries.list(tenant.scope, everything, { limit: 9, after: null });
  expect(theirs).toEqual({ items: [], next: null, totals: {} });
  for (const scope of [tenant.scope, wholeOrganization(asId<never>("none"))]) {
    await expect(scene.deliveryQueries.get(scope, id)).rejects.toMatchObject({ code: "notFound" });
    await expect(scene.deliveryQueries.mail(scope, id)).rejects.toMatchObject({ code: "notFound" });
    expect(await scene.explanations.causesOf(scope, id)).toEqual([]);
  }
});
