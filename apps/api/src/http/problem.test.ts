import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { problemSchema, refused } from "@tocsin/core/kernel";
import express from "express";
import pino from "pino";
import { expect, test } from "vitest";
import { problems } from "./problem.ts";
import { requestId } from "./request-id.ts";

test("an answer that breaks off cuts the connection, and says in the log alone why", async () => {
  const log: string[] = [];
  const app = express();
  app.use(requestId, (_request, response) => {
    response.write("half of it");
    throw new Error("the other half is gone");
  });
  app.use(problems(pino({ level: "debug" }, { write: (line) => void log.push(line) })));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const response = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).then((answer) => answer.text());
  await expect(response).rejects.toThrow();
  expect(log.map((line) => JSON.parse(line))).toMatchObject([
    { msg: "An answer broke off", requestId: expect.any(String), err: { message: "the other half is gone" } },
  ]);
  await new Promise((resolve) => server.close(resolve));
});

test("a refusal says in data, too, what it says in English, so that anybody can say it in another language", async () => {
  const app = express();
  app.use(requestId, () => {
    throw refused("ruleNameTaken", { name: "High" });
  });
  app.use(problems(pino({ enabled: false })));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(problemSchema.parse(await response.json())).toMatchObject({
    type: "urn:tocsin:problem:conflict",
    detail: "A rule named ‘High’ already exists",
    reason: { kind: "ruleNameTaken", values: { name: "High" } },
  });
  await new Promise((resolve) => server.close(resolve));
});
