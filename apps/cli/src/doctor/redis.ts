import type { Result } from "@tocsin/core/kernel";
import type { RedisFacts } from "@tocsin/queue";
import { type Check, fault, ok, skipped, warning } from "./check.ts";

const oldestMajor = 7;

/** What the queue's Redis looks like, as checks; null stands for a queue that is embedded. */
export const redisChecks = (looked: Result<RedisFacts, string> | null): readonly Check[] => {
  if (looked === null) return [skipped("Redis", "REDIS_URL is not set: the database carries the queue")];
  if (!looked.ok) {
    const advice =
      "See that it runs and that REDIS_URL has the right host, port, user and password. Until then the sweep sends.";
    return [fault("Redis", `It does not answer: ${looked.problem}`, advice)];
  }
  const { version, evictionPolicy, appendOnly } = looked.value;
  return [
    Number.parseInt(version, 10) >= oldestMajor
      ? ok("Redis", `answers, version ${version}`)
      : warning("Redis", `answers, version ${version}`, `Bring it to version ${oldestMajor} or later.`),
    evictionPolicy === "noeviction"
      ? ok("Redis memory", "maxmemory-policy is noeviction")
      : fault(
          "Redis memory",
          `maxmemory-policy is ${evictionPolicy}: it forgets jobs when memory runs short`,
          "redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.",
        ),
    appendOnly
      ? ok("Redis file", "appendonly is on")
      : warning(
          "Redis file",
          "appendonly is off: after a restart the sweep must find again what was queued",
          "redis-cli CONFIG SET appendonly yes, and the same in redis.conf.",
        ),
  ];
};
