import { expect, test } from "vitest";
import { startSink } from "../../../../tests/smtp-sink/index.ts";
import { prepareMail } from "./mime.ts";
import { createSmtpPool } from "./smtp-pool.ts";
import { openSession } from "./smtp-session.ts";
import { aMail } from "./testing.ts";

test("a connection that nobody needs any more is left with a goodbye", async () => {
  await using sink = await startSink();
  const open = () => openSession({ kind: "smtp", host: "127.0.0.1", port: sink.port, secure: "none" });
  const pool = createSmtpPool({ open, maxConnections: 5, idleMs: 1, maxMails: 100, aheadMs: 0 });
  const prepared = prepareMail(aMail());
  if (!prepared.ok) throw new Error(prepared.problem);
  const turn = await pool.ready();
  expect(await turn.send(prepared.value)).toMatchObject({ step: "content" });
  turn.release();
  await sink.waitUntil(({ events }) => events.some(({ text }) => text === "QUIT"));
  await sink.waitUntil(({ events }) => events.some(({ text }) => text === "closed"));
  await pool.close();
  expect(sink.connections).toBe(1);
});
