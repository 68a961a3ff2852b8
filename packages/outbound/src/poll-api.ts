import type { PollKind } from "@tocsin/core/incidents";
import { type Instant, secondMs } from "@tocsin/core/kernel";
import {
  causeOfRefusedToken,
  hostFault,
  isBeneath,
  judgeAnswer,
  type PollFault,
  type PollSecrets,
  type PollSetting,
  type Verdict,
} from "@tocsin/core/sources";
import { createTokenSource, type TokenSource } from "./access-token.ts";
import { foreignWords } from "./fault.ts";
import { type HttpAnswer, request, retryAfterMs } from "./request.ts";

export interface PollApiSetting {
  readonly kind: PollKind;
  readonly setting: PollSetting;
  /** Open, as the sign-in service wants them. */
  readonly secrets: PollSecrets;
  /** Hosts beside Microsoft's that may be asked. */
  readonly allowedHosts: readonly string[];
  readonly now: () => Instant;
}

export interface PollAnswered {
  readonly verdict: Verdict | { readonly kind: "barred"; readonly fault: PollFault };
  /** Their clock, to the second; null where they did not answer, or did not say. */
  readonly serverTime: Instant | null;
}

/** An API that is polled, with the token that opens it. */
export interface PollApi {
  /** Signs in, where no token is held. */
  signIn(): Promise<PollFault | null>;
  /** Asks for a path after the base address, or for the whole address of a page beneath it. */
  ask(place: string, signal?: AbortSignal): Promise<PollAnswered>;
  /** Which of the secrets got the newest token. */
  readonly secretInUse: keyof PollSecrets | null;
}

/** A page of 100 incidents has about a megabyte; single ones of several have been seen. */
const answerMax = 24 * 1024 * 1024;
const timeoutMs = 60 * secondMs;

export const createPollApi = ({ kind, setting, secrets, allowedHosts, now }: PollApiSetting): PollApi => {
  const baseUrl = setting.baseUrl ?? kind.baseUrl;
  const tokensBy = (clientSecret: string): TokenSource =>
    createTokenSource(
      {
        tokenUrl: `${setting.loginUrl}/${encodeURIComponent(setting.tenantId)}/oauth2/v2.0/token`,
        clientId: setting.clientId,
        clientSecret,
        scope: `${new URL(baseUrl).origin}/.default`,
      },
      now,
    );
  const ways: { readonly name: keyof PollSecrets; readonly tokens: TokenSource }[] = [
    { name: "first", tokens: tokensBy(secrets.first) },
  ];
  if (secrets.second !== null) ways.push({ name: "second", tokens: tokensBy(secrets.second) });
  let inUse: keyof PollSecrets | null = null;

  const barredHost = (): PollFault | null => {
    const fault = hostFault(baseUrl, allowedHosts) ?? hostFault(setting.loginUrl, allowedHosts);
    return fault === null ? null : { cause: "forbiddenHost", words: `The address ${fault}` };
  };

  /** By the secret that worked last, else by the other: one of them may have ended. */
  const token = async (): Promise<{ readonly text: string; readonly tokens: TokenSource } | PollFault> => {
    const barred = barredHost();
    if (barred !== null) return barred;
    const [first, ...others] = ways.toSorted((one, other) => Number(other.name === inUse) - Number(one.name === inUse));
    let fault: PollFault | null = null;
    for (const way of first === undefined ? [] : [first, ...others]) {
      const got = await way.tokens.token();
      if (got.ok) {
        inUse = way.name;
        return { text: got.value, tokens: way.tokens };
      }
      fault ??= { cause: causeOfRefusedToken(got.problem), words: got.problem.words };
      if (fault.cause !== "wrongSecret" && fault.cause !== "expiredSecret") break;
    }
    return fault ?? { cause: "lostSecret", words: "There is no secret" };
  };

  const get = (url: string, text: string, signal: AbortSignal | undefined): Promise<HttpAnswer> =>
    request({
      url,
      headers: { ...kind.headers, accept: "application/json", authorization: `Bearer ${text}` },
      answerMax,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });

  const judged = (answer: HttpAnswer, hide: (text: string) => string): PollAnswered => {
    if (answer.kind === "lost") {
      const words = foreignWords(hide(answer.words)) || "No answer";
      return { verdict: { kind: "failing", unreachable: true, words }, serverTime: null };
    }
    const { status, headers, tooLong } = answer;
    const text = answer.text === null || status === 200 ? answer.text : hide(answer.text);
    const polled = { status, text, tooLong, retryAfterMs: retryAfterMs(headers, now()) };
    return { verdict: judgeAnswer(polled, now()), serverTime: timeOf(headers) };
  };

  return {
    signIn: async () => {
      const got = await token();
      return "text" in got ? null : got;
    },

    ask: async (place, signal) => {
      const url = place.startsWith("/") ? `${baseUrl}${place}` : place;
      if (!isBeneath(url, baseUrl)) throw new Error("An address that is not beneath the base address is not asked");
      for (let tries = 1; ; tries += 1) {
        const got = await token();
        if (!("text" in got)) return { verdict: { kind: "barred", fault: got }, serverTime: null };
        const answered = judged(await get(url, got.text, signal), got.tokens.hide);
        // A token may be withdrawn before its time: then another one is tried, once.
        if (answered.verdict.kind !== "unauthorised" || tries === 2) return answered;
        got.tokens.refused(got.text);
      }
    },

    get secretInUse() {
      return inUse;
    },
  };
};

const timeOf = (headers: Headers): Instant | null => {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : at;
};
