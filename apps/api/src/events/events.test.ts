import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

/** Reads a stream of events until one of them is the one awaited. */
const follow = async (app: TestApp, headers: Record<string, string> = {}) => {
  const stop = new AbortController();
  const response = await fetch(`${app.url}/api/v1/events`, {
    headers: { authorization: "Bearer tat_of-ada", ...headers },
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    response,
    until: async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) {
        const part = await reader?.read();
        if (part === undefined || part.done) throw new Error(`The stream ended without ${wanted}: ${text}`);
        text += part.value;
      }
      return text;
    },
    ended: async (): Promise<void> => {
      while (!(await reader?.read())?.done);
    },
    [Symbol.dispose]: () => stop.abort(),
  };
};

test("whoever listens is told which incident and which mail has changed, by ids alone", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  using stream = await follow(app);
  expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
  await stream.until("retry:");
  const { id } = await app.raise();
  const text = await stream.until("delivery.changed");
  expect(text).toContain(`event: incident.changed\ndata: {"id":"${id}"}`);
  expect(text).not.toContain("Ransomware");
});

test("whoever comes back is told to read again", async () => {
  await using app = await startReadyApp();
  using stream = await follow(app, { "last-event-id": "7" });
  await stream.until("event: reread");
});

test("nobody listens without being signed in", async () => {
  await using app = await startReadyApp();
  expect((await app.get("/api/v1/events", { token: null })).status).toBe(401);
});

test("the ninth stream of a person ends the first, and the end of the program all of them", async () => {
  await using app = await startReadyApp();
  const streams = [];
  for (let i = 0; i < 9; i += 1) streams.push(await follow(app));
  await streams[0]?.ended();
  app.parts.hub.close();
  await Promise.all(streams.slice(1).map((stream) => stream.ended()));
});
