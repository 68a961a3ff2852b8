import { type Outcome, type SendRequest, type Transport, type Turn, untoldLimit } from "@tocsin/core/deliveries";
import { createTokenSource, type HttpAnswer, request, type TokenSource } from "@tocsin/outbound";
import { answeredTurn } from "./answered-turn.ts";
import { microsoft365Outcome, throttledForMs } from "./microsoft365-outcome.ts";
import { prepareMail } from "./mime.ts";
import { deferred, rejected } from "./outcomes.ts";
import type { SharedRoads } from "./resend.ts";
import { createTurns } from "./turns.ts";

/** An application that may send as one mailbox of a tenant (`Mail.Send`, best limited to that mailbox). */
export interface Microsoft365Setting {
  readonly kind: "microsoftGraph";
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The mailbox that sends: its address or id. */
  readonly sender: string;
  /** Without a slash at its end, as the next one. */
  readonly graphUrl: string;
  readonly loginUrl: string;
  readonly afterDoubt?: "resend" | "hold";
  /** Until an answer is here, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Requests that Exchange Online takes at once from an application for one mailbox (`MailboxConcurrency`). */
const requestsMax = 4;
const unlimited = untoldLimit(0);

const timeOf = ({ timeoutMs }: Microsoft365Setting) => (timeoutMs === undefined ? {} : { timeoutMs });

/** Tokens by which the application may use Microsoft Graph. */
export const createMicrosoft365Tokens = (setting: Microsoft365Setting, now: () => number): TokenSource => {
  const { tenantId, clientId, clientSecret, graphUrl, loginUrl } = setting;
  const tokenUrl = `${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const scope = `${new URL(graphUrl).origin}/.default`;
  return createTokenSource({ tokenUrl, clientId, clientSecret, scope, ...timeOf(setting) }, now);
};

/**
 * A transport that hands the mail over to Microsoft Graph as the MIME that it is, and answers `accepted` with its 202.
 * Graph keeps a copy in *Sent items*; whether it keeps our `Message-ID` is up to Exchange.
 */
export const createMicrosoft365 = (setting: Microsoft365Setting, { limits, now }: SharedRoads): Transport => {
  const { sender, graphUrl } = setting;
  const time = timeOf(setting);
  const tokens = createMicrosoft365Tokens(setting, now);
  const url = `${graphUrl}/users/${encodeURIComponent(sender)}/sendMail`;
  const destination = `${new URL(graphUrl).host} as ${sender}`;
  const turns = createTurns(requestsMax);
  let closing = false;

  const ask = (token: string, body: string): Promise<HttpAnswer> =>
    request({ url, headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" }, body, ...time });

  /** A token may be withdrawn before its time: then another one is tried, once. Nothing was looked at of the mail. */
  const askWithToken = async (body: string): Promise<HttpAnswer | Outcome> => {
    for (let tries = 1; ; tries += 1) {
      const token = await tokens.token();
      if (!token.ok) return deferred(token.problem.words, { code: token.problem.code });
      const answer = await ask(token.value, body);
      if (answer.kind === "lost" || answer.status !== 401) return answer;
      tokens.refused(token.value);
      if (tries === 2) return answer;
    }
  };

  const learn = async (answer: HttpAnswer, outcome: Outcome): Promise<void> => {
    const forMs = answer.kind === "answer" ? throttledForMs(answer, now()) : null;
    if (forMs === null || outcome.kind !== "deferred") return;
    const closing = { forMs, because: outcome.reason };
    await limits.learn(destination, unlimited, { intervalMs: null, closing }, now()).catch(() => undefined);
  };

  const send = async (raw: Buffer): Promise<Outcome> => {
    const answer = await askWithToken(raw.toString("base64"));
    if (answer.kind !== "answer" && answer.kind !== "lost") return answer;
    const outcome = microsoft365Outcome(answer, now(), tokens.hide);
    await learn(answer, outcome);
    return outcome;
  };

  const ready = async ({ mail, urgent }: SendRequest): Promise<Turn> => {
    const prepared = prepareMail(mail);
    if (!prepared.ok) return answeredTurn(rejected(prepared.problem));
    if (closing) return answeredTurn(deferred("The transport is closing: try again later"));
    const release = await turns.take(urgent);
    // Another worker may have been told to wait, or this one while the mail waited for its turn.
    const closed = await limits.closingOf(destination, now()).catch(() => null);
    if (closed === null) return { batch: null, send: () => send(prepared.value.raw), release };
    release();
    return answeredTurn(deferred(closed.because, { code: "429", retryAfterMs: Math.max(0, closed.until - now()) }));
  };

  return {
    kind: "microsoftGraph",
    destination,
    afterDoubt: setting.afterDoubt ?? "resend",
    ready,
    close: () => {
      closing = true;
      return turns.idle();
    },
  };
};
