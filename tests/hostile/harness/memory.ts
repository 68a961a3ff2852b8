import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Program } from "../../journeys/harness/program.ts";
import { until } from "../../journeys/harness/until.ts";

/** Makes a program answer on V8's inspector, on a free port of loopback that it prints. */
export const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" } as const;

/**
 * What a program started with `inspected` really holds, in MiB of resident memory: garbage is collected first, which
 * V8 by itself leaves lying about by the tens of MiB for as long as nobody else needs the room.
 */
export const memoryHeld = async (program: Program): Promise<number> => {
  const address = await until(
    "the inspector's address",
    async () => /Debugger listening on (ws:\S+)/.exec(program.output)?.[1],
  );
  const inspector = new WebSocket(address);
  await once(inspector, "open");
  // Twice: what the first round finalises, the second one frees.
  for (const id of [1, 2]) {
    inspector.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await once(inspector, "message");
  }
  inspector.close();
  await once(inspector, "close");
  const status = readFileSync(`/proc/${program.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
};
