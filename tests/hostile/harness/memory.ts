import { once } from "node:events";
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
  let id = 0;
  const ask = async (method: string, params: object = {}): Promise<InspectorAnswer> => {
    id += 1;
    inspector.send(JSON.stringify({ id, method, params }));
    const [{ data }] = (await once(inspector, "message")) as [{ readonly data: string }];
    return JSON.parse(data) as InspectorAnswer;
  };
  // Twice: what the first round finalises, the second one frees.
  await ask("HeapProfiler.collectGarbage");
  await ask("HeapProfiler.collectGarbage");
  const { result } = await ask("Runtime.evaluate", { expression: "process.memoryUsage.rss()" });
  inspector.close();
  await once(inspector, "close");
  return result.result.value / 1_024 ** 2;
};

interface InspectorAnswer {
  readonly result: { readonly result: { readonly value: number } };
}
