import type { ClaimedDelivery } from "@tocsin/core/deliveries";
import type { DeliveryId } from "@tocsin/core/kernel";
import { openScene, type Scene } from "@tocsin/db/testing";
import { renderMail } from "@tocsin/emails";
import { expect, test } from "vitest";
import { composeMail } from "./compose-mail.ts";

/** A claimed notice: the one of a rule whose only device group was deleted. */
const claimNotice = async (scene: Scene): Promise<ClaimedDelivery> => {
  const { deviceGroups, scope, parts, clock } = scene;
  const conditions = [{ property: "name" as const, operator: "startsWith" as const, values: ["srv"] }];
  const { id } = await deviceGroups.create(scope, { name: "Servers", description: "", conditions });
  await scene.addRule({
    recipients: [{ address: "soc@fabrikam.example", tier: 0 }],
    deviceGroups: { scope: "selected", ids: [id], includeDeviceless: false },
  });
  await deviceGroups.remove(scope, id);
  const delivery = parts.sqlite.prepare("select id from deliveries").pluck().get() as DeliveryId;
  const claimed = await scene.deliveries.claim(delivery, clock.now());
  if (claimed === null || "foldedInto" in claimed) throw new Error("The notice is not due");
  return claimed;
};

const compose = (scene: Scene, claimed: ClaimedDelivery) =>
  composeMail(
    {
      tellings: scene.tellings,
      render: renderMail,
      mailFrom: "tocsin@contoso.example",
      mailDomain: "contoso.example",
      publicUrl: "https://tocsin.contoso.example",
      now: scene.clock.now,
    },
    claimed,
  );

test("administrators are mailed that a rule has stopped, even at a domain that incidents may not go to", async () => {
  await using scene = await openScene({ organization: { allowedDomains: ["fabrikam.example"] } });
  const composed = await compose(scene, await claimNotice(scene));
  expect(composed).toMatchObject({
    kind: "mail",
    mail: { to: "ada@contoso.example", subject: "[Tocsin] Contoso – Rule “Everything” has stopped" },
  });
});

test("who administers nothing any more gets no notice that was planned before", async () => {
  await using scene = await openScene();
  const claimed = await claimNotice(scene);
  scene.parts.sqlite.prepare("update role_assignments set role = 'securityReader'").run();
  expect(await compose(scene, claimed)).toEqual({
    kind: "cancelled",
    reason: "the address is no longer an administrator’s",
  });
});
