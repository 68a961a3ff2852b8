import { secondMs } from "@tocsin/core/kernel";
import { faultCode, faultWords } from "./fault.ts";

export interface HttpRequest {
  readonly url: string;
  readonly headers: Headers | Readonly<Record<string, string>>;
  /** Posted; absent, the address is only read. */
  readonly body?: string;
  /** Until the whole answer is here, in milliseconds. */
  readonly timeoutMs?: number;
  /** How many bytes of an answer are read; half a megabyte unless told. */
  readonly answerMax?: number;
  /** Ends the request before its time. */
  readonly signal?: AbortSignal;
}

export type HttpAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Headers;
      /** Null where the connection was lost in the middle of it, or where it is too long. */
      readonly text: string | null;
      readonly tooLong: boolean;
    }
  /** No answer; `given` tells that the request may have gone out. */
  | { readonly kind: "lost"; readonly given: boolean; readonly words: string; readonly code: string | null };

const defaultTimeoutMs = 60 * secondMs;
const defaultAnswerMax = 512 * 1024;

/** Asks once, follows no redirect, and answers whatever happens; reads no more of an answer than it was told. */
export const request = async ({
  url,
  headers,
  body,
  timeoutMs = defaultTimeoutMs,
  answerMax = defaultAnswerMax,
  signal: ended,
}: HttpRequest): Promise<HttpAnswer> => {
  const inTime = AbortSignal.timeout(timeoutMs);
  const signal = ended === undefined ? inTime : AbortSignal.any([inTime, ended]);
  try {
    const what = body === undefined ? {} : { method: "POST", body };
    const response = await fetch(url, { ...what, headers, redirect: "manual", signal });
    const read = await textOf(response, answerMax).catch(() => null);
    const tooLong = read === tooLongMark;
    const { status, headers: said } = response;
    return { kind: "answer", status, headers: said, text: tooLong ? null : read, tooLong };
  } catch (fault) {
    const cause = causeOf(fault);
    return { kind: "lost", given: !reachedNobody(cause), words: faultWords(cause), code: faultCode(cause) };
  }
};

const tooLongMark = Symbol("too long");

const textOf = async ({ body }: Response, answerMax: number): Promise<string | typeof tooLongMark> => {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > answerMax) return tooLongMark;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const causeOf = (fault: unknown): unknown =>
  fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;

const connecting = new Set(["connect", "getaddrinfo", "queryA", "queryAaaa"]);
const certificateFault = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Whether the fault was met before there was a connection to give the request to. */
const reachedNobody = (fault: unknown): boolean => {
  if (fault instanceof AggregateError) return fault.errors.every(reachedNobody);
  const { syscall, code = "" } = fault as { readonly syscall?: string; readonly code?: string };
  return connecting.has(syscall ?? "") || code === "UND_ERR_CONNECT_TIMEOUT" || certificateFault.test(code);
};

/** What `Retry-After` asks for (RFC 9110 section 10.2.3), in milliseconds; null where it says nothing that we can read. */
export const retryAfterMs = (headers: Headers, now: number): number | null => {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Number(text) * secondMs;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};
