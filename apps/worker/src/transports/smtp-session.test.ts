import type { SendRequest } from "@tocsin/core/deliveries";
import { describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer, type Turn } from "../../../../tests/smtp-sink/scripted-server.ts";
import { createSmtp } from "./smtp.ts";
import { aRequest, sendThrough } from "./testing.ts";

const endOfMail = "\r\n.\r\n";
const yes = "250 ok\r\n";

const smtpTo = ({ port }: ScriptedServer) => {
  const transport = createSmtp({ kind: "smtp", host: "127.0.0.1", port, secure: "none", maxConnections: 1 });
  return {
    send: (request: SendRequest = aRequest()) => sendThrough(transport, request),
    [Symbol.asyncDispose]: () => transport.close(),
  };
};

/** A mail that goes well up to the dot, in both ways of saying it. */
const upToTheDot = (pipelining: boolean): readonly Turn[] =>
  pipelining
    ? [["DATA\r\n", `${yes}${yes}354 go\r\n`]]
    : [
        ["MAIL", yes],
        ["RCPT", yes],
        ["DATA\r\n", "354 go\r\n"],
      ];
const goodMail = (pipelining: boolean): readonly Turn[] => [...upToTheDot(pipelining), [endOfMail, yes]];
const manyMails = (pipelining: boolean): readonly Turn[] =>
  Array.from({ length: 5 }, () => goodMail(pipelining)).flat();

const heardOn = ({ connections }: ScriptedServer, n: number): string => connections[n]?.pieces.join("") ?? "";
const mailsOn = (server: ScriptedServer, n: number): number => heardOn(server, n).split(endOfMail).length - 1;

describe.each([
  ["with pipelining", true],
  ["without pipelining", false],
])("%s", (_way, pipelining) => {
  const good = manyMails(pipelining);
  const start = (...scripts: (readonly Turn[])[]) => startScriptedServer({ pipelining, scripts: [...scripts, good] });

  test.each([
    ["another reply", `${yes}250 again\r\n`],
    ["half a reply", `${yes}250 ag`],
    ["a goodbye", `${yes}421 4.3.2 bye\r\n`],
  ])("yes and %s in one piece is yes, and the connection is left", async (_, says) => {
    await using server = await start([...upToTheDot(pipelining), [endOfMail, says]]);
    await using transport = smtpTo(server);
    expect(await transport.send()).toEqual({ kind: "accepted", reply: "250 ok" });
    expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
    expect([mailsOn(server, 0), mailsOn(server, 1)]).toEqual([1, 1]);
  });

  test.each([
    ["says 421", (server: ScriptedServer) => server.connections[0]?.say("421 4.4.2 idle\r\n")],
    ["says something", (server: ScriptedServer) => server.connections[0]?.say("250 hello\r\n")],
    ["says half of something", (server: ScriptedServer) => server.connections[0]?.say("42")],
    ["closes its side", (server: ScriptedServer) => server.connections[0]?.end()],
  ])("an idle connection on which the server %s is left, and the next mail goes over another one", async (_, act) => {
    await using server = await start(good);
    await using transport = smtpTo(server);
    await transport.send();
    act(server);
    await server.connections[0]?.left;
    expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
    expect([mailsOn(server, 0), mailsOn(server, 1)]).toEqual([1, 1]);
  });

  test.each(["end", "reset"] as const)(
    "a server that leaves (%s) when it hears of a second mail gets it over another connection",
    async (leaves) => {
      await using server = await start([...goodMail(pipelining), ["MAIL", "", leaves]]);
      await using transport = smtpTo(server);
      await transport.send();
      expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
      expect([mailsOn(server, 0), mailsOn(server, 1)]).toEqual([1, 1]);
    },
  );

  test("an empty line between replies is nothing", async () => {
    await using server = await start([
      ...goodMail(pipelining).map(([heard, says]): Turn => [heard, `\r\n${says}\r\n`]),
      ...goodMail(pipelining),
    ]);
    await using transport = smtpTo(server);
    expect([await transport.send(), await transport.send(aRequest(2))]).toMatchObject([
      { kind: "accepted" },
      { kind: "accepted" },
    ]);
    expect(server.connections).toHaveLength(1);
  });

  test("a server that answers the mail before it has it is not given it", async () => {
    const turns = upToTheDot(pipelining);
    const last = turns.at(-1)?.[1] ?? "";
    await using server = await start([...turns.slice(0, -1), ["DATA\r\n", `${last}250 taken\r\n`]]);
    await using transport = smtpTo(server);
    expect(await transport.send()).toMatchObject({
      kind: "deferred",
      reason: "The connection was lost before the mail was given: 250 taken",
      code: "250",
    });
    expect(heardOn(server, 0)).not.toContain("Subject");
  });

  test.each([
    ["listens on", "end"],
    ["hears no more of it", "deaf"],
  ] as const)(
    "a server that closes its side in the middle of the mail and %s leaves it in doubt, at once",
    async (_, leaves) => {
      const turns = upToTheDot(pipelining);
      await using server = await start([...turns.slice(0, -1), ["DATA\r\n", turns.at(-1)?.[1] ?? "", leaves]]);
      await using transport = smtpTo(server);
      expect(await transport.send(aRequest(1, { text: "more than a way holds\n".repeat(500_000) }))).toEqual({
        kind: "inDoubt",
        reason: "The server was given the mail and did not answer: Connection closed unexpectedly",
      });
    },
  );

  test("half a refusal counts as the reason of a connection that was cut", async () => {
    await using server = await start([["MAIL", "451 4.3.0 no sp", "end"]]);
    await using transport = smtpTo(server);
    expect(await transport.send()).toEqual({
      kind: "deferred",
      reason: "The connection was lost before the mail was given: 451 4.3.0 no sp",
      code: "451",
      enhancedCode: "4.3.0",
      retryAfterMs: null,
    });
  });

  test.each([
    ["line", "x".repeat(2_000_000)],
    ["reply", "250-x\r\n".repeat(300_000)],
  ])("a %s without end is not listened to", async (_, says) => {
    await using server = await start([["MAIL", says]], [...upToTheDot(pipelining), [endOfMail, says]]);
    await using transport = smtpTo(server);
    const words = "Server response exceeds maximum allowed size";
    expect(await transport.send()).toMatchObject({ kind: "deferred", code: "EPROTOCOL" });
    expect(await transport.send()).toMatchObject({ kind: "inDoubt", reason: expect.stringContaining(words) });
  });

  test("bytes that are no text do no harm", async () => {
    await using server = await start([["MAIL", Buffer.from("451 \0\x1b[31mcaf\xe9\u009b\r\n", "latin1"), "end"]]);
    await using transport = smtpTo(server);
    expect(await transport.send()).toMatchObject({ kind: "deferred", code: "451", reason: /café/ });
  });
});

describe("a recipient that was refused in a group of commands", () => {
  const start = (...turns: Turn[]) => startScriptedServer({ scripts: [turns, manyMails(true)] });
  const refused = { kind: "rejected", reason: "The server refused the recipient: 550 5.1.1 no such user", code: "550" };
  const no = `${yes}550 5.1.1 no such user\r\n`;

  test("is refused though the server asks for the mail, which gets an empty one", async () => {
    await using server = await start(["DATA\r\n", `${no}354 go\r\n`], [".\r\n", yes], ["RSET", yes], ...goodMail(true));
    await using transport = smtpTo(server);
    expect(await transport.send()).toMatchObject(refused);
    expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]?.pieces.slice(1, 3)).toEqual([".\r\n", "RSET\r\n"]);
  });

  test.each(["end", "reset"] as const)(
    "is refused though the server leaves (%s) before it answers DATA",
    async (leaves) => {
      await using server = await start(["DATA\r\n", no, leaves]);
      await using transport = smtpTo(server);
      expect(await transport.send()).toMatchObject(refused);
      expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
    },
  );

  test("does not keep the next mail from going where the server cannot be reset", async () => {
    await using server = await start(["DATA\r\n", `${no}503 no\r\n`], ["RSET", "502 what\r\n"]);
    await using transport = smtpTo(server);
    expect(await transport.send()).toMatchObject(refused);
    expect(await transport.send(aRequest(2))).toMatchObject({ kind: "accepted" });
    expect([mailsOn(server, 0), mailsOn(server, 1)]).toEqual([0, 1]);
  });
});

test("a mail takes two packets, and nothing of it goes before it is asked for", async () => {
  await using server = await startScriptedServer({ scripts: [manyMails(true)] });
  await using transport = smtpTo(server);
  await transport.send();
  expect(server.connections[0]?.pieces).toEqual([
    "MAIL FROM:<tocsin@contoso.example>\r\nRCPT TO:<soc@contoso.example>\r\nDATA\r\n",
    expect.stringMatching(/^From: .*\r\n\.\r\n$/s),
  ]);
});
