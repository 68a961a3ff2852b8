import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { request } from "./request.ts";

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
};

test("no more of an answer is read than was asked for, and that is said", async () => {
  const url = await serve((_request, response) => void response.end("x".repeat(2_000)));
  expect(await request({ url, headers: {}, answerMax: 2_000 })).toMatchObject({ text: "x".repeat(2_000) });
  expect(await request({ url, headers: {}, answerMax: 1_999 })).toMatchObject({ text: null, tooLong: true });
});

test("an answer that breaks off is none, and is not taken for one that is too long", async () => {
  const url = await serve((incoming, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => incoming.socket.destroy());
  });
  expect(await request({ url, headers: {} })).toMatchObject({ text: null, tooLong: false });
});

test("a redirect is answered, not followed", async () => {
  const url = await serve((_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end());
  expect(await request({ url, headers: {} })).toMatchObject({ kind: "answer", status: 302 });
});

test("a request that its caller gives up ends at once", async () => {
  const giveUp = new AbortController();
  const url = await serve(() => giveUp.abort());
  expect(await request({ url, headers: {}, signal: giveUp.signal })).toMatchObject({ kind: "lost" });
});
