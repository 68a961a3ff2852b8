import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { err, ok, type Result } from "@tocsin/core/kernel";

/** What a Redis server says of itself, as far as a queue depends on it. */
export interface RedisFacts {
  readonly version: string;
  /** Anything but `noeviction` forgets jobs when memory runs short. */
  readonly evictionPolicy: string;
  /** Whether it keeps an append-only file, without which a restart forgets the latest jobs. */
  readonly appendOnly: boolean;
}

const answerMax = 1_000_000;

/** Asks a server once and closes the connection; the problem never quotes the URL, which may hold a password. */
export const inspectRedis = (url: string, withinMs: number): Promise<Result<RedisFacts, string>> => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const at = { host, port: Number(port || 6379) };
  const commands = [
    ...(password === ""
      ? []
      : [["AUTH", ...(username === "" ? [] : [decodeURIComponent(username)]), decodeURIComponent(password)]]),
    ["INFO"],
  ];
  return new Promise((resolve) => {
    const socket: Socket = protocol === "rediss:" ? connectTls({ ...at, servername: host }) : connectPlain(at);
    const finish = (answer: Result<RedisFacts, string>): void => {
      clearTimeout(clock);
      socket.destroy();
      resolve(answer);
    };
    const clock = setTimeout(() => finish(err(`no answer within ${withinMs} ms`)), withinMs);
    let received = Buffer.alloc(0);
    socket.on("error", (fault: NodeJS.ErrnoException) => finish(err(fault.message || (fault.code ?? "no connection"))));
    socket.on("close", () => finish(err("the connection was closed without an answer")));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length > answerMax) return finish(err("the answer is too long to be that of Redis"));
      const answer = read(received, commands.length);
      if (answer !== null) finish(answer);
    });
    socket.write(commands.map(encoded).join(""));
  });
};

/** As arrays of bulk strings, the only form that every version takes (RESP2). */
const encoded = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;

/** Reads this many replies; null where they are not all here yet. */
const read = (bytes: Buffer, replies: number): Result<RedisFacts, string> | null => {
  let at = 0;
  let last = "";
  for (let n = 0; n < replies; n += 1) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return null;
    const head = bytes.toString("utf8", at, end);
    at = end + 2;
    if (head.startsWith("-")) return err(head.slice(1));
    if (head.startsWith("+")) continue;
    const length = /^\$(\d{1,7})$/.exec(head)?.[1];
    if (length === undefined) return err("the answer is not that of Redis");
    if (bytes.length < at + Number(length) + 2) return null;
    last = bytes.toString("utf8", at, at + Number(length));
    at += Number(length) + 2;
  }
  return ok(factsIn(last));
};

const factsIn = (info: string): RedisFacts => {
  const fields = new Map(info.split("\r\n").map((line) => [line.split(":", 1)[0], line.slice(line.indexOf(":") + 1)]));
  return {
    version: fields.get("redis_version") ?? "unknown",
    evictionPolicy: fields.get("maxmemory_policy") ?? "unknown",
    appendOnly: fields.get("aof_enabled") === "1",
  };
};
