import { anIncoming, mapped, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, planOf } from "../testing/index.ts";
import { standingQueries } from "./standing.ts";

test("how deliveries stand is known by state, with the time since which the oldest has been due", async () => {
  await using scene = await openScene();
  const none = { waiting: 0, sending: 0, held: 0, inDoubt: 0, failed: 0 };
  expect(await scene.deliveryQueries.standing()).toEqual({ byState: none, oldestDueAt: null });

  await scene.addRule({
    recipients: ["a", "b", "c"].map((name) => ({ address: `${name}@contoso.example`, tier: 0 })),
  });
  await scene.record(anIncoming({ facts: { severity: mapped("high") } }));
  const { items } = await scene.deliveryQueries.list(
    scene.scope,
    { states: [], address: null, incidentId: null, ruleId: null },
    { limit: 9, after: null },
  );
  const [first, second, third] = items.map(({ delivery }) => delivery);
  expect(await scene.deliveryQueries.standing()).toEqual({ byState: { ...none, waiting: 3 }, oldestDueAt: noon });

  const claim = first && (await scene.deliveries.claim(first.id, noon));
  const set = scene.parts.sqlite.prepare("update deliveries set state = ? where id = ?");
  set.run("failed", second?.id);
  set.run("inDoubt", third?.id);
  expect(claim).not.toBeNull();
  expect(await scene.deliveryQueries.standing()).toEqual({
    byState: { ...none, sending: 1, failed: 1, inDoubt: 1 },
    oldestDueAt: null,
  });
});

test.each(Object.entries(standingQueries))("what counts %s reads an index alone", async (_name, query) => {
  await using scene = await openScene();
  expect(planOf(scene.parts.sqlite, query).join("\n")).toMatch(
    /^(SCAN|SEARCH) deliveries USING COVERING INDEX deliveries_\w+[^\n]*$/,
  );
});
