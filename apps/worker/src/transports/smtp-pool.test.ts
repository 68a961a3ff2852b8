import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { ok } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { startSink } from "../../../../tests/smtp-sink/index.ts";
import { type ComposedMail, prepareMail } from "./mime.ts";
import { openSession } from "./smtp-opening.ts";
import { createSmtpPool, type SmtpPool, type SmtpTurn } from "./smtp-pool.ts";
import type { SmtpSession } from "./smtp-session.ts";
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

/** A session whose sends are answered when the test says so. */
const heldSession = () => {
  const held: (() => void)[] = [];
  let most = 0;
  const session: SmtpSession = {
    send: () =>
      new Promise((resolve) => {
        const report = { step: "content", reply: "250 taken", askedProperly: true } as const;
        held.push(() => resolve({ report, stale: false }));
        most = Math.max(most, held.length);
      }),
    isUsable: () => true,
    offered: () => 1,
    greeting: () => "",
    quit: () => Promise.resolve(),
  };
  const answer = async (): Promise<void> => {
    while (held.length === 0) await turnOfTheLoop();
    held.shift()?.();
  };
  return { session, answer, mostAtOnce: () => most };
};

const poolOver = (session: SmtpSession, aheadMs: number) =>
  createSmtpPool({ open: async () => ok(session), maxConnections: 1, idleMs: 1_000, maxMails: 100, aheadMs });

const mail: ComposedMail = {
  envelope: { from: "a@x.example", to: "b@x.example", international: false },
  raw: Buffer.alloc(1),
};

/** How many of so many askers have their turn once everything that can happen has happened. */
const askers = async (pool: SmtpPool, count: number) => {
  const turns: SmtpTurn[] = [];
  for (let n = 0; n < count; n += 1) void pool.ready().then((turn) => turns.push(turn));
  await turnOfTheLoop();
  return turns;
};

test("until a server has shown how fast it is, mails wait for their connection", async () => {
  const pool = poolOver(heldSession().session, 100);
  expect(await askers(pool, 5)).toHaveLength(1);
});

test("with a fast server mails have their turn early, and still go over the connection one at a time", async () => {
  const { session, answer, mostAtOnce } = heldSession();
  const pool = poolOver(session, 60_000);
  const [first] = await askers(pool, 1);
  const sent = first?.send(mail);
  await answer();
  await sent;
  first?.release();
  const turns = await askers(pool, 20);
  expect(turns).toHaveLength(11);
  const sends = turns.map((turn) => turn.send(mail));
  for (const _send of sends) await answer();
  expect(await Promise.all(sends)).toHaveLength(11);
  expect(mostAtOnce()).toBe(1);
});

test("where mails in doubt are held, no mail has its turn early", async () => {
  const { session, answer } = heldSession();
  const pool = poolOver(session, 0);
  const [first] = await askers(pool, 1);
  const sent = first?.send(mail);
  await answer();
  await sent;
  first?.release();
  expect(await askers(pool, 5)).toHaveLength(1);
});

test("an urgent mail has the next turn, whoever asked before it", async () => {
  const { session, answer } = heldSession();
  const pool = poolOver(session, 0);
  const order: string[] = [];
  const send = async (name: string, urgent: boolean): Promise<void> => {
    const turn = await pool.ready(urgent);
    order.push(name);
    await turn.send(mail);
    turn.release();
  };
  const sends = [send("first", false), send("second", false), send("urgent", true), send("more urgent", true)];
  for (const _send of sends) await answer();
  await Promise.all(sends);
  expect(order).toEqual(["first", "urgent", "more urgent", "second"]);
});
