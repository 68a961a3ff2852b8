import { Redis } from "ioredis";
import { faultText } from "./fault-text.ts";

/** The connection over which jobs are handed to Redis. It fails rather than waits, and sends nothing twice. */
export interface Link {
  readonly client: Redis;
  /** Why nothing can be handed over; null where it is worth trying. */
  blocked(): string | null;
  /** Whether hand-overs succeed, as far as is known. */
  readonly ok: boolean;
  /** Tells how the last hand-over went; null for well. */
  went(fault: string | null): void;
  /**
   * Resolves when Redis has answered, or when `withinMs` are over and the attempt that is then under way has failed.
   * Changes are told from then on.
   */
  answered(withinMs: number): Promise<void>;
  /** Whether Redis, where it has answered, forgets what it is given: the policy by which it does. */
  evicts(): string | null;
  close(): void;
}

/** A server that says nothing for so long, although it was asked, is taken for dead. */
const silenceMs = 2_000;
const reconnectMaxMs = 1_000;

export const openLink = (url: string, onChange: (fault: string | null) => void): Link => {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    // Rejects what a lost connection leaves unanswered instead of sending it again: the sweep knows better what is due.
    maxRetriesPerRequest: 0,
    connectTimeout: silenceMs,
    socketTimeout: silenceMs,
    retryStrategy: (times) => Math.min(times * 100, reconnectMaxMs),
  });
  const first = Promise.withResolvers<void>();
  let connection: string | null = "it has not answered yet";
  let handOver: string | null = null;
  let policy: string | null = null;
  let told: string | null = null;
  let silent = true;

  const tell = (): void => {
    const fault = connection ?? handOver;
    // What comes before the first answer is no news, nor is the end of a connection that was closed here.
    if (silent) return;
    if ((fault === null) !== (told === null)) onChange(fault);
    told = fault;
  };

  const judge = async (): Promise<void> => {
    try {
      policy = evictionPolicyIn(await client.info("memory"));
      connection = policy === null ? null : evictionText(policy);
      handOver = null;
    } catch (error) {
      connection = faultText(error);
    }
    if (client.status === "ready") first.resolve();
    tell();
  };

  client.on("ready", () => void judge());
  client.on("error", (error) => {
    connection = faultText(error);
    tell();
  });
  client.on("close", () => {
    connection ??= "the connection was lost";
    tell();
  });

  return {
    client,
    blocked: () => connection ?? (client.status === "ready" ? null : "it is not connected"),
    get ok() {
      return (connection ?? handOver) === null;
    },
    went: (fault) => {
      handOver = fault;
      tell();
    },
    answered: async (withinMs) => {
      const giveUp = (): void => {
        if (isUnderWay(client)) client.once("close", () => first.resolve());
        else first.resolve();
      };
      const timer = setTimeout(giveUp, withinMs);
      await first.promise;
      clearTimeout(timer);
      silent = false;
      tell();
    },
    evicts: () => policy,
    close: () => {
      silent = true;
      client.disconnect();
    },
  };
};

const isUnderWay = ({ status }: Redis): boolean => ["connecting", "connect", "ready"].includes(status);

/** Null for the one policy under which Redis keeps what it was given, or where it does not tell. */
const evictionPolicyIn = (info: string): string | null => {
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1];
  return policy === undefined || policy === "noeviction" ? null : policy;
};

/** What is wrong with a server that evicts, and how to mend it. */
export const evictionText = (policy: string): string =>
  `its maxmemory-policy is ${policy}, under which it forgets jobs when memory runs short. ` +
  "Set it to noeviction: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf";
