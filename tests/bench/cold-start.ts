import { setTimeout as wait } from "node:timers/promises";
import { bodyOf, documentOf } from "./bodies.ts";
import type { Target } from "./load.ts";

const lookMs = 2;
const giveUpMs = 30_000;
let started = 0;

/** Posts one incident again and again until it is accepted; answers the ms since `startedAt` (of `performance.now`). */
export const firstAccepted = async (target: Target, startedAt: number): Promise<number> => {
  started += 1;
  const body = bodyOf(target.shape, [documentOf(target.shape, "start", started, 1)]);
  const headers = { ...target.headers, "content-type": "application/json" };
  while (performance.now() - startedAt < giveUpMs) {
    const answer = await fetch(target.url, { method: "POST", headers, body }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return performance.now() - startedAt;
    await wait(lookMs);
  }
  throw new Error(`Nothing accepted an incident at ${target.url} within ${giveUpMs} ms`);
};
