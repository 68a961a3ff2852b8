import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./child.ts";

/** A mail that the sink took over, at a moment of the monotonic clock. */
export interface Arrival {
  readonly nonce: string;
  readonly at: number;
  readonly bytes: number;
}

export interface SinkQuestion {
  readonly kind: "port" | "count" | "take";
}

/** The mail server of a run, in a process of its own. */
export interface MailSink extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Waits until this many mails are there, or the time is up; then a moment longer, for what comes twice. */
  collect(count: number, withinMs: number): Promise<readonly Arrival[]>;
}

const askWithinMs = 30_000;
const lookMs = 50;
const lateMs = 400;

export const startMailSink = async ({ tls }: { readonly tls: boolean }): Promise<MailSink> => {
  const file = join(import.meta.dirname, "sink.ts");
  const child = await startChild(process.execPath, tls ? [file, "--tls"] : [file], { ipc: true });
  const ask = (kind: SinkQuestion["kind"]) => child.ask({ kind } satisfies SinkQuestion, askWithinMs);
  return {
    pid: child.pid,
    port: Number(await ask("port")),
    collect: async (count, withinMs) => {
      const giveUpAt = performance.now() + withinMs;
      while (performance.now() < giveUpAt && Number(await ask("count")) < count) await wait(lookMs);
      await wait(lateMs);
      return (await ask("take")) as readonly Arrival[];
    },
    [Symbol.asyncDispose]: () => child.stop(),
  };
};
