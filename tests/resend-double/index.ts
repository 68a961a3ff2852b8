import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AccountRules, type Asked, openAccount, type Said, type TakenMail } from "./account.ts";

export type { Asked, TakenMail } from "./account.ts";

/**
 * What the double does with a request, beside keeping the rules: takes it and cuts the connection, cuts it unread,
 * takes it and answers 500, never answers (having taken it or not), holds it for some milliseconds, or says this.
 */
export type Manner =
  | "serve"
  | "takeThenDrop"
  | "dropUnread"
  | "takeThenFail"
  | "takeThenHang"
  | "hang"
  | { readonly holdMs: number }
  | { readonly say: Said };

export interface ResendDoubleOptions extends Partial<AccountRules> {
  readonly manner?: Manner | ((asked: Asked, n: number) => Manner);
}

/** A server on loopback that keeps the documented rules of Resend's API, as well as its manners let it. */
export interface ResendDouble extends AsyncDisposable {
  /** For `RESEND_BASE_URL`. */
  readonly url: string;
  readonly apiKey: string;
  readonly mails: readonly TakenMail[];
  readonly requests: readonly Asked[];
  /** What was said, in the order of the requests; null where nothing was. */
  readonly answers: readonly (Said | null)[];
  behave(manner: Required<ResendDoubleOptions>["manner"]): void;
  stop(): Promise<void>;
}

const defaults: AccountRules = {
  apiKey: "re_double_0123456789",
  perSecond: 10_000,
  dailyQuota: null,
  monthlyQuota: null,
  now: Date.now,
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
};

export const startResendDouble = async ({
  manner = "serve",
  ...rules
}: ResendDoubleOptions = {}): Promise<ResendDouble> => {
  const account = openAccount({ ...defaults, ...rules });
  const requests: Asked[] = [];
  const answers: (Said | null)[] = [];
  let behave = manner;

  const say = (response: ServerResponse, n: number, said: Said): void => {
    answers[n] = said;
    response.writeHead(said.status, { "content-type": "application/json", ...said.headers });
    response.end(JSON.stringify(said.body));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked: Asked = {
      path: request.url ?? "",
      authorization: header(request, "authorization"),
      key: header(request, "idempotency-key"),
      validation: header(request, "x-batch-validation"),
      body: await bodyOf(request),
    };
    const n = requests.push(asked) - 1;
    answers[n] = null;
    const now = typeof behave === "function" ? behave(asked, n) : behave;
    if (now === "dropUnread") return void request.socket.destroy();
    if (now === "hang") return;
    if (typeof now === "object" && "say" in now) return say(response, n, now.say);
    if (typeof now === "object") {
      const leave = account.occupy(asked);
      await new Promise((resolve) => setTimeout(resolve, now.holdMs));
      leave();
    }
    const said = account.ask(asked);
    if (now === "takeThenHang") return;
    if (now === "takeThenDrop") return void request.socket.destroy();
    if (now === "takeThenFail") {
      const body = { statusCode: 500, name: "internal_server_error", message: "An unexpected error occurred." };
      return say(response, n, { status: 500, body });
    }
    say(response, n, said);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    apiKey: rules.apiKey ?? defaults.apiKey,
    mails: account.mails,
    requests,
    answers,
    behave: (next) => {
      behave = next;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
};
