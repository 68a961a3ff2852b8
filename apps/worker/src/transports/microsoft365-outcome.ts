import type { Outcome } from "@tocsin/core/deliveries";
import { minuteMs } from "@tocsin/core/kernel";
import { foreignWords, type HttpAnswer, retryAfterMs } from "@tocsin/outbound";
import { z } from "zod";
import { deferred, inDoubt, rejected } from "./outcomes.ts";

type Answer = Extract<HttpAnswer, { readonly kind: "answer" }>;

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().catch("") }) });

// https://learn.microsoft.com/graph/errors and the response codes of Exchange Web Services, which sendMail passes on.
const aboutTheMessage = new Set([
  "ErrorInvalidRecipients",
  "ErrorMimeContentInvalid",
  "ErrorMimeContentInvalidBase64String",
  "ErrorMessageSizeExceeded",
  "RequestEntityTooLarge",
]);

interface Refusal {
  readonly code: string;
  readonly message: string;
}

const refusalOf = ({ status, text }: Answer): Refusal => {
  try {
    return errorSchema.parse(JSON.parse(text ?? "")).error;
  } catch {
    return { code: String(status), message: text ?? "" };
  }
};

/** How long the mailbox wants to be left alone, in milliseconds; null where it does not say so. */
export const throttledForMs = (answer: Answer, now: number): number | null => {
  if (answer.status !== 429 && answer.status !== 503) return null;
  return retryAfterMs(answer.headers, now) ?? (answer.status === 429 ? minuteMs / 2 : null);
};

// 503 and 509 are throttling, 507 a full mailbox of ours. The others may come of a gateway behind which somebody took
// the mail and was not heard.
const refusals = new Set([503, 507, 509]);
const saysNothingOfTheMail = (status: number): boolean => status >= 500 && !refusals.has(status);

/**
 * The one place that knows which answers of `sendMail` mean which outcome. Only 202 is yes. Graph knows no idempotency
 * key, so whatever leaves open whether it has the mail stays in doubt.
 */
export const microsoft365Outcome = (answer: HttpAnswer, now: number, hide: (text: string) => string): Outcome => {
  const words = (text: string): string => foreignWords(hide(text)) || "no words";
  if (answer.kind === "lost") {
    return answer.given
      ? inDoubt(`Microsoft 365 was given the mail and did not answer: ${words(answer.words)}`)
      : deferred(`No connection to Microsoft 365: ${words(answer.words)}`, { code: answer.code });
  }
  const { status, headers } = answer;
  if (status === 202) return accepted(headers);
  const { code, message } = refusalOf(answer);
  const said = `${status} ${words(`${code === String(status) ? "" : code} ${message}`)}`;
  if (status < 300) return inDoubt(`Microsoft 365 answered the mail with something else than 202: ${said}`);
  if (saysNothingOfTheMail(status)) return inDoubt(`Microsoft 365 answered ${said}`);
  const codes = { code: foreignWords(hide(code)) };
  if (aboutTheMessage.has(code) || status === 413) return rejected(`Microsoft 365 refused the mail: ${said}`, codes);
  const waitMs = throttledForMs(answer, now);
  return deferred(`Microsoft 365 does not take mail from us: ${said}`, { ...codes, retryAfterMs: waitMs });
};

const accepted = (headers: Headers): Outcome => {
  const id = foreignWords(headers.get("request-id") ?? "");
  return { kind: "accepted", reply: id === "" ? "202 Accepted" : `202 Accepted, request ${id}` };
};
