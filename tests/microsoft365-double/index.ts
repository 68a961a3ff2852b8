import type { IncomingMessage, ServerResponse } from "node:http";
import { type OauthDouble, type OauthDoubleOptions, startOauthDouble, tenantId } from "../oauth-double/index.ts";

/** What the double does with a mail: takes it, takes it and cuts the connection, cuts it, never answers, or says this. */
export type GraphManner =
  | "take"
  | "takeThenDrop"
  | "drop"
  | "hang"
  | {
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly headers?: Record<string, string>;
    };

export interface Microsoft365DoubleOptions extends Omit<OauthDoubleOptions, "other"> {
  readonly sender?: string;
  readonly mail?: GraphManner | ((n: number) => GraphManner);
  /** Until so many requests have been under way at once, none is answered. */
  readonly together?: number;
}

/** Microsoft's sign-in service and `sendMail` of Graph on loopback, in one server. */
export interface Microsoft365Double extends AsyncDisposable {
  readonly oauth: OauthDouble;
  /** For `MICROSOFT365_GRAPH_URL`. */
  readonly graphUrl: string;
  /** For `MICROSOFT365_LOGIN_URL`. */
  readonly loginUrl: string;
  readonly tenantId: string;
  readonly sender: string;
  /** The MIME of the mails that it has taken over. */
  readonly mails: readonly string[];
  /** Requests to send, taken or not. */
  readonly requests: number;
  /** The most that were under way at once. */
  readonly mostAtOnce: number;
  behave(mail: Required<Microsoft365DoubleOptions>["mail"]): void;
  stop(): Promise<void>;
}

const fault = (response: ServerResponse, status: number, code: string, message: string, headers = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { code, message, innerError: { "request-id": "r-1" } } }));
};

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

export const startMicrosoft365Double = async ({
  sender = "alarm@contoso.example",
  mail = "take",
  together = 1,
  ...options
}: Microsoft365DoubleOptions = {}): Promise<Microsoft365Double> => {
  const mails: string[] = [];
  let behave = mail;
  let requests = 0;
  let underWay = 0;
  let mostAtOnce = 0;
  const waiting: (() => void)[] = [];

  const take = (body: string): void => {
    mails.push(Buffer.from(body, "base64").toString("latin1"));
  };

  const sendMail = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const n = requests;
    requests += 1;
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    if (!oauth.holds(token)) {
      fault(response, 401, "InvalidAuthenticationToken", `Access token validation failure: ${token}`);
      return;
    }
    if (request.url !== `/v1.0/users/${encodeURIComponent(sender)}/sendMail`) {
      fault(response, 404, "ErrorInvalidUser", "The requested user is invalid.");
      return;
    }
    if (request.headers["content-type"] !== "text/plain" || !base64.test(body)) {
      fault(response, 400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
      return;
    }
    const manner = typeof behave === "function" ? behave(n) : behave;
    if (manner === "hang") return;
    if (manner === "take" || manner === "takeThenDrop") take(body);
    if (manner === "drop" || manner === "takeThenDrop") request.socket.destroy();
    else if (manner === "take") {
      response.writeHead(202, { "request-id": `request-${n}` });
      response.end();
    } else {
      const { status, code = "UnknownError", message = "", headers } = manner;
      fault(response, status, code, message, headers);
    }
  };

  const oauth = await startOauthDouble({
    ...options,
    other: (request, body, response) => {
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      response.once("close", () => {
        underWay -= 1;
      });
      waiting.push(() => sendMail(request, body, response));
      if (mostAtOnce >= together) for (const answer of waiting.splice(0)) answer();
    },
  });

  return {
    oauth,
    graphUrl: `${oauth.url}/v1.0`,
    loginUrl: oauth.url,
    tenantId,
    sender,
    mails,
    get requests() {
      return requests;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    behave: (next) => {
      behave = next;
    },
    stop: oauth.stop,
    [Symbol.asyncDispose]: oauth.stop,
  };
};
