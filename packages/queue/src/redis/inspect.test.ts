import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { inspectRedis } from "./inspect.ts";

const info = "# Server\r\nredis_version:7.2.4\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n";
const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const withinMs = 5_000;

/** Asks a server that does what the test wants once a client has spoken; answers also what the client said. */
const asking = async (answer: (socket: Socket) => void, credentials = "", timeoutMs = withinMs) => {
  let said = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    socket.once("data", () => answer(socket));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const looked = await inspectRedis(`redis://${credentials}127.0.0.1:${port}`, timeoutMs);
  server.close();
  return { looked, said };
};

test("a server's facts are read, in however many pieces they come", async () => {
  const { looked } = await asking((socket) => {
    for (const byte of bulk(info)) socket.write(byte);
  });
  expect(looked).toEqual({ ok: true, value: { version: "7.2.4", evictionPolicy: "noeviction", appendOnly: true } });
});

test("user and password are given as they were written, before anything is asked", async () => {
  const { looked, said } = await asking((socket) => socket.write(`+OK\r\n${bulk(info)}`), "soc:p%40ss%20word@");
  expect(looked.ok).toBe(true);
  expect(said).toBe("*3\r\n$4\r\nAUTH\r\n$3\r\nsoc\r\n$9\r\np@ss word\r\n*1\r\n$4\r\nINFO\r\n");
});

test.each([
  [
    "refuses",
    (socket: Socket) => socket.write("-NOAUTH Authentication required.\r\n"),
    "NOAUTH Authentication required.",
  ],
  [
    "is another one",
    (socket: Socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"),
    "the answer is not that of Redis",
  ],
  [
    "talks without end",
    (socket: Socket) => socket.write("x".repeat(1_100_000)),
    "the answer is too long to be that of Redis",
  ],
  ["hangs up", (socket: Socket) => socket.destroy(), expect.stringMatching(/closed|ECONNRESET/)],
])("a server that %s is a problem that says so", async (_, answer, problem) => {
  expect((await asking(answer)).looked).toEqual({ ok: false, problem });
});

test("a server that says nothing is given up", async () => {
  expect((await asking(() => {}, "", 50)).looked).toEqual({ ok: false, problem: "no answer within 50 ms" });
});
