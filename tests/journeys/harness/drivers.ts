import type { TestContext } from "vitest";
import { noRedis, startRedis } from "../../redis-server/index.ts";

/** A queue under the product: what it needs runs until it is disposed of. */
export interface OpenDriver extends AsyncDisposable {
  /** What makes the programs use it. */
  readonly env: NodeJS.ProcessEnv;
}

export interface Driver {
  readonly name: string;
  /** Skips the test where this machine lacks the driver's program. */
  open(context: Pick<TestContext, "skip">): Promise<OpenDriver>;
}

/** Every queue that the product can run on, for `test.for`. */
export const drivers: readonly Driver[] = [
  {
    name: "the embedded queue",
    open: async () => ({ env: {}, [Symbol.asyncDispose]: async () => {} }),
  },
  {
    name: "Redis",
    open: async ({ skip }) => {
      skip(noRedis(), "redis-server is not installed");
      const redis = await startRedis();
      return { env: { REDIS_URL: redis.url }, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() };
    },
  },
];
