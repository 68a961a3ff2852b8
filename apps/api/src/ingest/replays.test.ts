import { sourceKinds } from "@tocsin/core/incidents";
import { ingestResponseSchema } from "@tocsin/core/intake";
import { expect, test } from "vitest";
import { shuffled } from "../../../../tests/journeys/harness/shuffled.ts";
import { sampleTextsOf } from "../../../../tests/samples/sample-files.ts";
import { startReadyApp } from "../testing/start-test-app.ts";

const kinds = sourceKinds
  .map(({ kind }) => ({ kind, bodies: sampleTextsOf(kind) }))
  .filter(({ bodies }) => bodies.length > 0);

test.skipIf(kinds.length === 0 && !process.env["CI"])("there are samples to replay", () => {
  expect(kinds).toHaveLength(17);
});

test.for(kinds)("what a source of kind $kind sends again, in any order, mails nobody", async ({ kind, bodies }) => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.makeSource(kind, "Samples");
  const mailed = async (body: string): Promise<number> => {
    const { results, problems } = (await app.ingest(body)).as(ingestResponseSchema);
    expect(problems).toEqual([]);
    return results.reduce((sum, { deliveries }) => sum + (deliveries ?? 0), 0);
  };
  let first = 0;
  for (const body of bodies) first += await mailed(body);
  expect(first).toBeGreaterThan(0);
  for (const body of shuffled([...bodies, ...bodies])) expect(await mailed(body)).toBe(0);
});
