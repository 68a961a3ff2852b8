import { err, minuteMs, ok, type Result, secondMs } from "@tocsin/core/kernel";
import { z } from "zod";
import { foreignWords } from "./fault.ts";
import { hiding } from "./hide.ts";
import { request } from "./request.ts";

/** Where access tokens come from (RFC 6749): by the application's own right, or by one that a person gave it. */
export interface TokenSetting {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** Where it is given, tokens are asked for with it instead of with the secret alone. */
  readonly refreshToken?: string;
  readonly timeoutMs?: number;
}

export interface TokenProblem {
  /** One line, without secrets. */
  readonly words: string;
  /** The error of RFC 6749 section 5.2, or a system's; null where there was neither. */
  readonly code: string | null;
}

export interface TokenSource {
  /** A token that holds for a while yet. Whoever asks while one is being fetched gets that one. */
  token(): Promise<Result<string, TokenProblem>>;
  /** Says that a server refused this token: the next one asked for is new. */
  refused(token: string): void;
  /** Takes every secret that was used so far out of a text. */
  hide(text: string): string;
}

const tokenSchema = z.object({
  access_token: z.string().min(1).max(65_536),
  // Some servers give the number as text; a token without one is used once.
  expires_in: z.coerce.number().positive().catch(0),
  refresh_token: z.string().min(1).optional().catch(undefined),
});
const errorSchema = z.object({ error: z.string(), error_description: z.string().optional().catch(undefined) });

const seenMax = 20;
/** How long before its end a token is renewed; half of its life where that is less. */
const renewBeforeMs = 5 * minuteMs;
const timeoutMs = 30 * secondMs;

interface Held {
  readonly token: string;
  /** From when on another one is asked for. */
  readonly renewAt: number;
}

const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
};

export const createTokenSource = (setting: TokenSetting, now: () => number): TokenSource => {
  let held: Held | null = null;
  /** The newest secrets that a server may repeat to us. */
  let seen: readonly string[] = [];
  let refreshToken = setting.refreshToken;
  let fetching: Promise<Result<string, TokenProblem>> | null = null;

  const hide = (text: string): string => hiding(setting.clientSecret, setting.refreshToken, ...seen)(text);

  const problem = (what: string, text: string, code: string | null): Result<string, TokenProblem> =>
    err({ words: `${what}: ${foreignWords(hide(text)) || "no words"}`, code });

  const form = (): string => {
    const { clientId, clientSecret, scope } = setting;
    return new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      ...(refreshToken === undefined
        ? { grant_type: "client_credentials" }
        : { grant_type: "refresh_token", refresh_token: refreshToken }),
      ...(scope === undefined ? {} : { scope }),
    }).toString();
  };

  const ask = async (): Promise<Result<string, TokenProblem>> => {
    const answer = await request({
      url: setting.tokenUrl,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form(),
      timeoutMs: setting.timeoutMs ?? timeoutMs,
    });
    if (answer.kind === "lost") return problem("The sign-in service did not answer", answer.words, answer.code);
    const body = parsed(answer.text);
    const refusal = errorSchema.safeParse(body).data;
    if (refusal) {
      const { error, error_description = "" } = refusal;
      return problem("The sign-in service refused us", `${error} ${error_description}`, foreignWords(hide(error)));
    }
    const given = answer.status === 200 ? tokenSchema.safeParse(body).data : undefined;
    if (given === undefined) {
      const code = String(answer.status);
      return problem("The sign-in service gave no token", `${code} ${answer.text ?? ""}`, code);
    }
    // A server may give a new one with each token; the old one may then hold no longer.
    refreshToken = given.refresh_token !== undefined && refreshToken !== undefined ? given.refresh_token : refreshToken;
    const lifeMs = given.expires_in * secondMs;
    held = { token: given.access_token, renewAt: now() + lifeMs - Math.min(renewBeforeMs, lifeMs / 2) };
    seen = [given.access_token, given.refresh_token ?? "", ...seen].slice(0, seenMax);
    return ok(given.access_token);
  };

  return {
    token: () => {
      if (held !== null && now() < held.renewAt) return Promise.resolve(ok(held.token));
      fetching ??= ask().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    refused: (token) => {
      if (held?.token === token) held = null;
    },
    hide,
  };
};
