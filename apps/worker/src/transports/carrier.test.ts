import type { Transport } from "@tocsin/core/deliveries";
import { expect, test } from "vitest";
import { answeredTurn } from "./answered-turn.ts";
import { createCarrier } from "./carrier.ts";

const carryingBy = (destination: string, closed: string[]) => {
  const transport: Transport = {
    kind: "smtp",
    destination,
    afterDoubt: "resend",
    ready: async () => answeredTurn({ kind: "accepted", reply: destination }),
    close: async () => void closed.push(destination),
  };
  return { transport, from: `alarm@${destination}`, problem: null };
};

const fail = (error: unknown): never => {
  throw error;
};

test("a mail under way keeps its transport from beginning to end, and the old one closes only then", async () => {
  const closed: string[] = [];
  const carrier = createCarrier(carryingBy("old", closed), fail);
  const under = Promise.withResolvers<void>();
  const mail = carrier.use(async ({ transport }) => {
    await under.promise;
    return transport.destination;
  });
  carrier.change(carryingBy("new", closed));
  expect(await carrier.use(async ({ transport, from }) => [transport.destination, from])).toEqual(["new", "alarm@new"]);
  expect(closed).toEqual([]);
  under.resolve();
  expect(await mail).toBe("old");
  await expect.poll(() => closed).toEqual(["old"]);
  await carrier.close();
  expect(closed).toEqual(["old", "new"]);
});

test("a transport that nobody uses closes as soon as another one is chosen", async () => {
  const closed: string[] = [];
  const carrier = createCarrier(carryingBy("first", closed), fail);
  carrier.change(carryingBy("second", closed));
  carrier.change(carryingBy("third", closed));
  await expect.poll(() => closed).toEqual(["first", "second"]);
  expect(carrier.now().transport.destination).toBe("third");
  await carrier.close();
});

test("work that fails lets go of its transport, too", async () => {
  const closed: string[] = [];
  const carrier = createCarrier(carryingBy("old", closed), fail);
  const broken = carrier.use(() => Promise.reject(new Error("broken")));
  carrier.change(carryingBy("new", closed));
  await expect(broken).rejects.toThrow("broken");
  await expect.poll(() => closed).toEqual(["old"]);
  await carrier.close();
});
