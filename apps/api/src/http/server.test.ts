import { once } from "node:events";
import { Agent, get, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { closeServer, createHttpServer } from "./server.ts";

const open = async (answer: RequestListener): Promise<Server> => {
  const server = createHttpServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};

const ask = async (server: Server, agent: Agent): Promise<string> => {
  const { port } = server.address() as AddressInfo;
  const [answer] = (await once(get({ port, host: "127.0.0.1", agent }), "response")) as [IncomingMessage];
  return text(answer);
};

test("a connection outlives the minute for which proxies keep it", async () => {
  const server = await open((_request, response) => response.end());
  const agent = new Agent({ keepAlive: true });
  const { port } = server.address() as AddressInfo;
  const [answer] = (await once(get({ port, host: "127.0.0.1", agent }), "response")) as [IncomingMessage];
  expect(Number(/timeout=(\d+)/.exec(String(answer.headers["keep-alive"]))?.[1])).toBeGreaterThan(60);
  agent.destroy();
  await closeServer(server);
});

test("a server that closes gives every answer that it owes, and a client that goes on asking does not hold it", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  const server = await open(async (_request, response) => {
    asked += 1;
    if (asked === 1) await held;
    response.end("whole");
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = ask(server, agent);
  const second = ask(server, agent);
  await once(server, "request");

  const closed = closeServer(server);
  release();
  expect(await first).toBe("whole");
  await second.catch(() => {});
  await closed;
  agent.destroy();
});
