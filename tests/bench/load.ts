import { join } from "node:path";
import type { BodyShape } from "./bodies.ts";
import { startChild } from "./child.ts";

/** Where incidents are posted to, and in which shape. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly shape: BodyShape;
}

/** A number of incidents to be posted, `batch` to a request. */
export interface Load {
  readonly target: Target;
  readonly run: string;
  readonly count: number;
  readonly batch: number;
  readonly rules: number;
  readonly pace:
    | { readonly kind: "atOnce"; readonly concurrency: number }
    | { readonly kind: "atRate"; readonly perSecond: number };
}

/** One request and its answer; `first` is the number of its first incident, status 0 a broken connection. */
export interface Post {
  readonly first: number;
  readonly sentAt: number;
  readonly ackedAt: number;
  readonly status: number;
}

/** What posts, in a process of its own. */
export interface Driver extends AsyncDisposable {
  readonly pid: number;
  drive(load: Load, withinMs: number): Promise<readonly Post[]>;
}

export const startDriver = async (): Promise<Driver> => {
  const child = await startChild(process.execPath, [join(import.meta.dirname, "driver.ts")], { ipc: true });
  return {
    pid: child.pid,
    drive: async (load, withinMs) => (await child.ask(load, withinMs)) as readonly Post[],
    [Symbol.asyncDispose]: () => child.stop(),
  };
};
