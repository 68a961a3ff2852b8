import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the token endpoint does with a request: gives a token, cuts the connection, or says this. */
export type TokenManner = "give" | "drop" | { readonly status: number; readonly body: unknown };

export interface OauthDoubleOptions {
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Of the person's consent; null knows client credentials only. */
  readonly refreshToken?: string | null;
  /** Gives a new refresh token with each access token, after which the one before holds no longer. */
  readonly rotates?: boolean;
  readonly expiresInS?: number;
  readonly manner?: TokenManner;
  /** Serves what is not asked of the token endpoint. */
  readonly other?: (request: IncomingMessage, body: string, response: ServerResponse) => void;
}

/** A sign-in service on loopback (RFC 6749) whose tokens can be withdrawn. */
export interface OauthDouble extends AsyncDisposable {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The forms that were posted. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** Tokens given so far. */
  readonly given: readonly string[];
  holds(token: string): boolean;
  withdrawAll(): void;
  behave(manner: TokenManner): void;
  stop(): Promise<void>;
}

export const tenantId = "11111111-2222-3333-4444-555555555555";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const say = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

export const startOauthDouble = async (options: OauthDoubleOptions = {}): Promise<OauthDouble> => {
  const { clientId = "client-1", clientSecret = "secret-of-the-client", rotates = false, expiresInS = 3_600 } = options;
  const asked: Record<string, string>[] = [];
  const given: string[] = [];
  const holding = new Set<string>();
  let refreshToken = options.refreshToken ?? null;
  let behave = options.manner ?? "give";
  const path = `/${tenantId}/oauth2/v2.0/token`;

  const refusal = (form: Record<string, string>): string | null => {
    if (form["client_id"] !== clientId) return "unauthorized_client";
    if (form["client_secret"] !== clientSecret) return "invalid_client";
    if (form["grant_type"] === "client_credentials") return form["scope"] ? null : "invalid_scope";
    if (form["grant_type"] !== "refresh_token") return "unsupported_grant_type";
    return refreshToken !== null && form["refresh_token"] === refreshToken ? null : "invalid_grant";
  };

  const give = (form: Record<string, string>, response: ServerResponse): void => {
    const error = refusal(form);
    if (error !== null) {
      say(response, 400, { error, error_description: `AADSTS70000: ${error} for ${form["client_secret"]}` });
      return;
    }
    const token = `access-token-${given.length + 1}-${"x".repeat(40)}`;
    given.push(token);
    holding.add(token);
    const renewed = rotates && refreshToken !== null ? `refresh-token-${given.length}` : null;
    refreshToken = renewed ?? refreshToken;
    const more = renewed === null ? {} : { refresh_token: renewed };
    say(response, 200, { token_type: "Bearer", access_token: token, expires_in: expiresInS, ...more });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (request.url !== path) {
      if (options.other) options.other(request, body, response);
      else say(response, 404, { error: "not_found" });
      return;
    }
    const form = Object.fromEntries(new URLSearchParams(body));
    asked.push(form);
    if (behave === "drop") request.socket.destroy();
    else if (behave === "give") give(form, response);
    else say(response, behave.status, behave.body);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };

  return {
    url,
    tokenUrl: `${url}${path}`,
    clientId,
    clientSecret,
    asked,
    given,
    holds: (token) => holding.has(token),
    withdrawAll: () => holding.clear(),
    behave: (manner) => {
      behave = manner;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
};
