import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Act, Behaviour, Stage } from "./behaviour.ts";
import { certificate } from "./certificates.ts";
import type { SinkOffer } from "./offer.ts";
import type { ReceivedMail, SinkEvent, Transaction } from "./record.ts";
import { createSpeaker, type Speaker } from "./speaker.ts";

/** What a conversation is given by the sink and tells it. */
export interface ConversationParts {
  readonly connection: number;
  readonly offer: SinkOffer;
  readonly nextBehaviour: () => Behaviour;
  readonly nextNumber: () => number;
  readonly log: (event: SinkEvent) => void;
  readonly began: (transaction: Transaction) => void;
  readonly received: (mail: ReceivedMail) => void;
}

interface Performed {
  readonly said: string | null;
  readonly goesOn: boolean;
}

type OpenTransaction = { -readonly [field in keyof Transaction]: Transaction[field] } & { to: string[] };

const endOfMail = "\r\n.\r\n";

const withoutStuffing = (content: Buffer): Buffer =>
  content[0] === 0x2e || content.includes("\r\n.")
    ? Buffer.from(content.toString("latin1").replace(/^\./gm, ""), "latin1")
    : Buffer.from(content);

const path = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? "";
const parametersOf = (line: string): string[] => line.split(">").slice(1).join(">").trim().split(" ").filter(Boolean);
const decoded = (text: string): string => Buffer.from(text, "base64").toString("utf8");

/** Speaks SMTP (RFC 5321) to one client, as well as its behaviour lets it. */
export const converse = (plainSocket: Socket, parts: ConversationParts): void => {
  const { connection, offer, log } = parts;
  let socket = plainSocket;
  let speaker: Speaker = createSpeaker(socket);
  let behaviour = parts.nextBehaviour();
  let fresh = true;
  let mode: "command" | "content" | "hung" = "command";
  let pending: Buffer = Buffer.alloc(0);
  let searched = 0;
  let secure = offer.tls === "implicit";
  let user: string | null = null;
  let awaiting: ((line: string) => void) | null = null;
  let transaction: OpenTransaction | null = null;

  const note = (who: SinkEvent["who"], text: string): void => log({ connection, n: transaction?.n ?? null, who, text });

  const actAt = (stage: Stage): Act => {
    const act = behaviour[stage];
    return (typeof act === "function" ? act(transaction ?? { from: "", to: [] }) : act) ?? {};
  };

  const leave = (): void => {
    mode = "hung";
    note("sink", "drops the connection");
    speaker.drop();
  };

  /** Does what the behaviour says, with `usual` for its words; answers what was said, and whether to go on. */
  const perform = (stage: Stage, usual: string | null, act = actAt(stage)): Performed => {
    const said = act.reply === undefined ? usual : act.reply;
    if (said !== null) {
      note("server", said);
      speaker.say(said, act.dripMs);
    }
    if (act.after === "drop") leave();
    if (act.after === "hang") mode = "hung";
    return { said, goesOn: mode !== "hung" };
  };

  const say = (reply: string): void => {
    note("server", reply);
    speaker.say(reply);
  };

  const isYes = (said: string | null): boolean => said !== null && /^[23]/.test(said);

  const ehlo = (): void => {
    const keywords = [
      "sink",
      ...(offer.pipelining ? ["PIPELINING"] : []),
      ...(offer.sizeMax === null ? [] : [`SIZE ${offer.sizeMax}`]),
      ...(offer.tls === "starttls" && !secure ? ["STARTTLS"] : []),
      ...(offer.auth === null ? [] : [`AUTH ${offer.auth.methods.join(" ")}`]),
      ...(offer.smtputf8 ? ["8BITMIME", "SMTPUTF8"] : []),
      "ENHANCEDSTATUSCODES",
    ];
    perform("ehlo", keywords.map((word, index) => `250${index < keywords.length - 1 ? "-" : " "}${word}`).join("\r\n"));
  };

  const starttls = (): void => {
    const offered = offer.tls === "starttls" && !secure;
    const { said, goesOn } = perform("starttls", offered ? "220 2.0.0 go ahead" : "502 5.5.1 not offered here");
    if (!offered || !goesOn || said === null || !said.startsWith("220")) return;
    plainSocket.removeListener("data", onData);
    socket = new TLSSocket(plainSocket, { isServer: true, ...certificate(offer.certificate) });
    speaker = createSpeaker(socket);
    secure = true;
    pending = Buffer.alloc(0);
    listen();
  };

  const signIn = (name: string, pass: string): void => {
    const right = offer.auth !== null && name === offer.auth.user && pass === offer.auth.pass;
    const { said } = perform("auth", right ? "235 2.7.0 welcome" : "535 5.7.8 authentication failed");
    if (said?.startsWith("235")) user = name;
  };

  const signInPlain = (text: string): void => {
    const [, name = "", pass = ""] = decoded(text).split("\0");
    signIn(name, pass);
  };

  const ask = (challenge: string, next: (line: string) => void): void => {
    awaiting = next;
    say(challenge);
  };

  /** Says what is wrong with a token as Google and Microsoft do: as a challenge, which the client answers with nothing. */
  const signInByToken = (text: string): void => {
    const [named = "", bearer = ""] = decoded(text).split("\u0001");
    const name = named.replace(/^user=/, "");
    const token = bearer.replace(/^auth=Bearer /, "");
    if (offer.auth?.holds?.(token) && name === offer.auth.user) {
      const { said } = perform("auth", "235 2.7.0 accepted");
      if (said?.startsWith("235")) user = name;
      return;
    }
    const { auth: act } = behaviour;
    if (act !== undefined) {
      perform("auth", "535 5.7.8 no");
      return;
    }
    const wrong = JSON.stringify({ status: "400", schemes: "Bearer", scope: "https://mail.google.com/" });
    ask(`334 ${Buffer.from(wrong).toString("base64")}`, () => say(`535 5.7.8 bad token ${token}`));
  };

  const auth = (line: string): void => {
    const [, method = "", initial] = line.split(" ");
    if (method.toUpperCase() === "XOAUTH2") {
      signInByToken(initial ?? "");
      return;
    }
    if (method.toUpperCase() === "PLAIN") {
      if (initial === undefined) ask("334 ", signInPlain);
      else signInPlain(initial);
    } else if (method.toUpperCase() === "LOGIN") {
      ask("334 VXNlcm5hbWU6", (name) => ask("334 UGFzc3dvcmQ6", (pass) => signIn(decoded(name), decoded(pass))));
    } else say("504 5.5.4 unknown method");
  };

  const mail = (line: string): void => {
    if (transaction !== null) {
      say("503 5.5.1 RSET first");
      return;
    }
    if (!fresh) behaviour = parts.nextBehaviour();
    fresh = false;
    const from = path(line);
    const parameters = parametersOf(line);
    transaction = {
      n: parts.nextNumber(),
      connection,
      from,
      to: [],
      parameters,
      dataEntered: false,
      dotRead: false,
      kept: false,
      answer: null,
    };
    parts.began(transaction);
    const size = Number(/^SIZE=(\d+)$/i.exec(parameters.find((text) => /^SIZE=/i.test(text)) ?? "")?.[1] ?? 0);
    const usual =
      offer.auth !== null && user === null
        ? "530 5.7.0 authentication required"
        : offer.sizeMax !== null && size > offer.sizeMax
          ? "552 5.3.4 too large"
          : "250 2.1.0 sender ok";
    const { said } = perform("mail", usual);
    if (!isYes(said)) transaction = null;
  };

  const rcpt = (line: string): void => {
    if (transaction === null) {
      say("503 5.5.1 MAIL first");
      return;
    }
    const to = path(line);
    transaction.to.push(to);
    const foreign = /[^\p{ASCII}]/u.test(to) && !transaction.parameters.includes("SMTPUTF8");
    const { said } = perform("rcpt", foreign ? "553 5.6.7 SMTPUTF8 is needed" : "250 2.1.5 recipient ok");
    if (!isYes(said)) transaction.to.pop();
  };

  const data = (): void => {
    if (transaction === null || transaction.to.length === 0) {
      say("503 5.5.1 RCPT first");
      return;
    }
    const { said, goesOn } = perform("data", "354 end with <CRLF>.<CRLF>");
    if (!isYes(said) || !goesOn) return;
    transaction.dataEntered = true;
    note("sink", "entered DATA");
    mode = "content";
    searched = 0;
  };

  const endContent = (content: Buffer): void => {
    if (transaction === null) return;
    if (behaviour.beforeDot && !perform("beforeDot", null).goesOn) return;
    const done = transaction;
    done.dotRead = true;
    mode = "command";
    note("sink", "read the final dot");
    const at = Date.now();
    const act = actAt("dot");
    const words = act.reply === undefined ? `250 2.0.0 taken as ${done.n}` : act.reply;
    done.answer = words;
    done.kept = act.keep ?? /^2/.test(words ?? "");
    // Kept before it is answered: whoever reads the answer finds the mail here.
    if (done.kept) parts.received({ ...done, raw: withoutStuffing(content), at, secure, user });
    perform("dot", words, act);
    transaction = null;
  };

  const readContent = (): boolean => {
    if (behaviour.body && searched === 0 && pending.length > 0) {
      const { said, goesOn } = perform("body", null);
      if (!goesOn) return false;
      if (said !== null) behaviour = { ...behaviour, dot: { reply: null } };
    }
    if (pending.length === 0) return false;
    const empty = pending.subarray(0, 3).equals(Buffer.from(".\r\n"));
    const end = empty ? -2 : pending.indexOf(endOfMail, Math.max(0, searched - endOfMail.length));
    searched = pending.length;
    if (end === -1) return false;
    const content = pending.subarray(0, end + 2);
    pending = pending.subarray(end + endOfMail.length);
    endContent(content);
    return true;
  };

  const rset = (): void => {
    transaction = null;
    say("250 2.0.0 ok");
  };

  const quit = (): void => {
    say("221 2.0.0 bye");
    leave();
  };

  const commands: Readonly<Record<string, (line: string) => void>> = {
    EHLO: ehlo,
    HELO: ehlo,
    STARTTLS: starttls,
    AUTH: auth,
    MAIL: mail,
    RCPT: rcpt,
    DATA: data,
    RSET: rset,
    NOOP: () => say("250 2.0.0 ok"),
    QUIT: quit,
  };

  const command = (line: string): void => {
    note("client", line);
    const expected = awaiting;
    awaiting = null;
    const verb = /^[a-z]+/i.exec(line)?.[0]?.toUpperCase() ?? "";
    const run = expected ?? commands[verb];
    if (run) run(line);
    else say("500 5.5.2 unknown command");
  };

  const readCommand = (): boolean => {
    const end = pending.indexOf("\r\n");
    if (end < 0) return false;
    const line = pending.toString("utf8", 0, end);
    pending = pending.subarray(end + 2);
    command(line);
    return true;
  };

  const onData = (chunk: Buffer): void => {
    if (mode === "hung") return;
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let more = true;
    while (more) {
      if (mode === "content") more = readContent();
      else more = mode === "command" && readCommand();
    }
  };

  const listen = (): void => {
    socket.on("data", onData);
    // A client that goes away is an event like any other here.
    socket.on("error", (fault) => note("sink", `lost the connection: ${fault.message}`));
  };

  listen();
  socket.on("close", () => note("sink", "closed"));
  perform("connect", "220 sink ESMTP");
};
