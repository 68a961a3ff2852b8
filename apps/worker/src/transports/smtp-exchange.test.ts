import { describe, expect, test } from "vitest";
import type { ComposedMail } from "./mime.ts";
import { mailExchange, unsendable } from "./smtp-exchange.ts";
import { offerIn } from "./smtp-transcript.ts";

const mail: ComposedMail = {
  envelope: { from: "a@x.example", to: "b@x.example", international: false },
  raw: Buffer.from("Subject: hi\r\n\r\n.hi\r\n"),
};
const international: ComposedMail = {
  ...mail,
  envelope: { ...mail.envelope, to: "zoë@x.example", international: true },
};

const offering = (...keywords: string[]) => offerIn(["250-x", ...keywords.map((word) => `250-${word}`)].join("\n"));
const lost = { words: "Connection closed unexpectedly", code: "ECONNECTION" };

/** Says everything that the mail has to say to these replies; a reply of null is the end of the connection. */
const talk = (offer: ReturnType<typeof offering>, replies: readonly (string | null)[], sent = mail) => {
  const exchange = mailExchange(sent, offer);
  const said = [exchange.begin()];
  for (const reply of replies) {
    if (reply === null) return { said, end: exchange.lost(lost) };
    const move = exchange.take(reply);
    if (move === "wait") continue;
    if ("end" in move) return { said, end: move.end };
    const words = move.say();
    said.push(typeof words === "string" ? words : Buffer.concat(words).toString());
  }
  return { said, end: null };
};

const pipelined = offering("PIPELINING");
const plain = offering();
const content = "Subject: hi\r\n\r\n..hi\r\n.\r\n";
const commands = ["MAIL FROM:<a@x.example>\r\n", "RCPT TO:<b@x.example>\r\n", "DATA\r\n"];
const taken = { step: "content", reply: "250 taken", askedProperly: true };
const unheard = { step: "lost", ...lost, contentGiven: false };
const inDoubt = { step: "lost", ...lost, contentGiven: true };

describe("what is said", () => {
  test("goes in one group where the server offers PIPELINING, without a byte of the mail", () => {
    const { said, end } = talk(pipelined, ["250 a", "250 b", "354 c", "250 taken"]);
    expect(said).toEqual([commands.join(""), content]);
    expect(end).toEqual({ report: taken, afterwards: "next", left: false });
  });

  test("goes one by one where it does not", () => {
    const { said, end } = talk(plain, ["250 a", "250 b", "354 c", "250 taken"]);
    expect(said).toEqual([...commands, content]);
    expect(end).toEqual({ report: taken, afterwards: "next", left: false });
  });

  test.each([
    ["nothing", offering(), mail, "MAIL FROM:<a@x.example>\r\n"],
    ["SIZE", offering("SIZE 1000"), mail, "MAIL FROM:<a@x.example> SIZE=20\r\n"],
    ["SIZE without a limit", offering("SIZE"), mail, "MAIL FROM:<a@x.example> SIZE=20\r\n"],
    ["SMTPUTF8 that nothing needs", offering("8BITMIME", "SMTPUTF8"), mail, "MAIL FROM:<a@x.example>\r\n"],
    [
      "all of it",
      offering("8BITMIME", "smtputf8", "SIZE=5"),
      international,
      "MAIL FROM:<a@x.example> SMTPUTF8 BODY=8BITMIME SIZE=20\r\n",
    ],
  ])("names the parameters of a server that offers %s", (_, offer, sent, command) => {
    expect(talk(offer, [], sent).said).toEqual([command]);
  });
});

describe.each([
  ["with pipelining", pipelined, 3],
  ["without pipelining", plain, 1],
])("%s", (_, offer, group) => {
  const yes = ["250 a", "250 b", "354 c"];

  test.each([
    ["MAIL", "mail", 0, "drop"],
    ["RCPT", "rcpt", 1, "reset"],
    ["DATA", "data", 2, "drop"],
  ] as const)("a refusal of %s is told, and no content given", (_command, step, at, afterwards) => {
    const reply = "550 5.1.1 no";
    const rest = offer.pipelining ? yes.slice(at + 1).map(() => "503 5.5.1 RCPT first") : [];
    const { said, end } = talk(offer, [...yes.slice(0, at), reply, ...rest]);
    expect(end).toEqual({ report: { step, reply }, afterwards, left: false });
    expect(said.join("")).toBe(commands.slice(0, Math.max(at + 1, group)).join(""));
  });

  test.each([
    ["MAIL", "mail", 0, true],
    ["RCPT", "rcpt", 1, false],
    ["DATA", "data", 2, false],
  ] as const)("421 to %s is told at once: no other answer comes", (_command, step, at, left) => {
    const reply = "421 4.3.2 shutting down";
    const { end } = talk(offer, [...yes.slice(0, at), reply]);
    expect(end).toEqual({ report: { step, reply }, afterwards: "drop", left });
  });

  test.each([
    ["before any reply", 0, unheard, true],
    ["after MAIL", 1, unheard, false],
    ["after RCPT", 2, unheard, false],
    ["after DATA, when the content was given", 3, inDoubt, false],
  ])("the end of the connection %s is told as what it is", (_when, replies, report, left) => {
    expect(talk(offer, [...yes.slice(0, replies), null]).end).toEqual({ report, afterwards: "drop", left });
  });

  test.each([
    ["250 go", "250 taken", { step: "content", reply: "250 taken", askedProperly: false }, "drop"],
    ["354-go\n550 no", "250 taken", { step: "content", reply: "250 taken", askedProperly: false }, "drop"],
    ["354-go\n354 on", "250 taken", taken, "next"],
    ["354 go", "554 spam", { step: "content", reply: "554 spam", askedProperly: true }, "next"],
    ["354 go", "421 bye", { step: "content", reply: "421 bye", askedProperly: true }, "drop"],
    ["354 go", "354 go on", { step: "content", reply: "354 go on", askedProperly: true }, "drop"],
    ["354 go", "what?", { step: "content", reply: "what?", askedProperly: true }, "drop"],
    ["what?", "", { step: "data", reply: "what?" }, "drop"],
  ])("%j to DATA and then %j", (data, answer, report, afterwards) => {
    expect(talk(offer, ["250 a", "250 b", data, answer]).end).toEqual({ report, afterwards, left: false });
  });
});

describe("with pipelining, after a recipient that was refused", () => {
  const refused = { step: "rcpt", reply: "550 5.1.1 no" };
  const yesAndNo = ["250 a", "550 5.1.1 no"];

  test("a server that asks for the mail anyway is given an empty one to nobody", () => {
    const { said, end } = talk(pipelined, [...yesAndNo, "354 go", "250 taken"]);
    expect(said).toEqual([commands.join(""), ".\r\n"]);
    expect(end).toEqual({ report: refused, afterwards: "reset", left: false });
  });

  test.each([
    ["asks in its own way", ["250 go"]],
    ["leaves", ["421 bye"]],
    ["closes", [null]],
    ["asks and closes", ["354 go", null]],
    ["asks and leaves", ["354 go", "421 bye"]],
  ])("the refusal stands where the server %s, and the connection does not", (_, replies) => {
    expect(talk(pipelined, [...yesAndNo, ...replies]).end).toEqual({
      report: refused,
      afterwards: "drop",
      left: false,
    });
  });

  test("a server that refused the sender and asks anyway is given nothing", () => {
    const { said, end } = talk(pipelined, ["550 5.7.1 not you", "250 b", "354 go"]);
    expect(said).toEqual([commands.join("")]);
    expect(end).toEqual({ report: { step: "mail", reply: "550 5.7.1 not you" }, afterwards: "drop", left: false });
  });
});

describe("what a server cannot take", () => {
  test.each([
    ["a mail over its size", offering("SIZE 19"), mail, { code: "552", words: /larger than the server takes/ }],
    ["an address beyond ASCII", offering("8BITMIME"), international, { code: null, words: /SMTPUTF8/ }],
  ])("%s is known before it is asked", (_, offer, sent, { code, words }) => {
    expect(unsendable(sent, offer)).toEqual({ step: "unsendable", code, words: expect.stringMatching(words) });
  });

  test.each([
    ["a limit of nothing is no limit", offering("SIZE 0"), mail],
    ["a mail of just its size goes", offering("SIZE 20"), mail],
    ["an address beyond ASCII goes", offering("SMTPUTF8"), international],
  ])("%s", (_, offer, sent) => expect(unsendable(sent, offer)).toBeNull());
});

test("a refused EHLO offers nothing, whatever stands in it", () => {
  expect(offerIn("550-no\n550-PIPELINING\n550 SMTPUTF8")).toEqual(offering());
});
