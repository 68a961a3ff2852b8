import type { Outcome, ToldLimit } from "@tocsin/core/deliveries";
import { hourMs, secondMs } from "@tocsin/core/kernel";
import { foreignWords, retryAfterMs } from "@tocsin/outbound";
import { deferred, inDoubt, rejected } from "./outcomes.ts";
import type { ResendAnswer, ResendReply } from "./resend-client.ts";

type No = Extract<ResendAnswer, { readonly kind: "no" }>;
type Hide = (text: string) => string;

/** How long a quota that says no more is left alone: somebody may buy more at any moment. */
const quotaWaitMs = hourMs;

/** A tenth slower than the limit: on its way a request may be overtaken, or wait and arrive with the next. */
const caution = 1.1;

// https://resend.com/docs/api-reference/errors, by name.
const aboutTheMessage = new Set([
  "missing_required_field",
  "invalid_attachment",
  "invalid_parameter",
  "security_error",
]);
/** Somebody used this key before: whether the mail of that request went out is what we asked, and were not told. */
const aboutTheKey = new Set(["invalid_idempotent_request", "concurrent_idempotent_requests"]);
const aboutTheQuota = new Set(["daily_quota_exceeded", "monthly_quota_exceeded"]);

// A domain that is not verified, a sender that may not be used: that is us, not this mail.
const speaksOfSender = /`?\bfrom\b`?|\bdomain\b|\bverif/i;

const refusesMessage = ({ name, status, message }: No): boolean => {
  if (aboutTheMessage.has(name)) return true;
  if (name === "validation_error") return status !== 403 && !speaksOfSender.test(message);
  return name === "" && (status === 413 || status === 422);
};

const words = (text: string, hide: Hide): string => foreignWords(hide(text)) || "no words";

const nothingMore: ToldLimit = { intervalMs: null, closing: null };

/** What a reply tells of the limit that all workers share. */
export const toldLimit = ({ answer, headers }: ResendReply, now: number, hide: Hide): ToldLimit => {
  const perWindow = Number(headers.get("ratelimit-limit")?.trim() || Number.NaN);
  const windowS = Number(/;\s*w=(\d+)/.exec(headers.get("ratelimit-policy") ?? "")?.[1] ?? 1);
  const intervalMs = perWindow >= 1 && windowS >= 1 ? (windowS * secondMs * caution) / perWindow : null;
  if (answer.kind !== "no") return { ...nothingMore, intervalMs };
  const asked = retryAfterMs(headers, now);
  const quota = aboutTheQuota.has(answer.name);
  const forMs = asked ?? (quota ? quotaWaitMs : answer.status === 429 ? secondMs : null);
  if (forMs === null) return { ...nothingMore, intervalMs };
  const because = `Resend asks for time: ${words(answer.message, hide)}`;
  return { intervalMs, closing: { forMs, because } };
};

/**
 * The one place that knows which answers of Resend mean which outcome for one mail that went out alone. Whatever
 * leaves open whether Resend has it is in doubt: asked again under the same key, it says.
 */
export const resendOutcome = (reply: ResendReply, now: number, hide: Hide): Outcome => {
  const { answer } = reply;
  switch (answer.kind) {
    case "yes":
      return accepted(answer.ids[0] ?? "");
    case "unclear":
      return inDoubt(`Resend's answer cannot be understood: ${words(answer.words, hide)}`);
    case "lost":
      return answer.given
        ? inDoubt(`Resend was given the mail and did not answer: ${words(answer.words, hide)}`)
        : deferred(`No connection to Resend: ${words(answer.words, hide)}`, { code: answer.code });
    case "no":
      return refusalOutcome(answer, toldLimit(reply, now, hide), hide);
  }
};

const accepted = (id: string): Outcome => ({ kind: "accepted", reply: `taken as ${foreignWords(id)}` });

const refusalOutcome = (answer: No, { closing }: ToldLimit, hide: Hide): Outcome => {
  const code = foreignWords(answer.name || String(answer.status));
  const said = `${answer.status} ${answer.name}: ${words(answer.message, hide)}`;
  if (answer.status >= 500 || aboutTheKey.has(answer.name)) return inDoubt(`Resend answered ${said}`);
  if (refusesMessage(answer)) return rejected(`Resend refused the mail: ${said}`, { code });
  return deferred(`Resend does not take mail from us: ${said}`, { code, retryAfterMs: closing?.forMs ?? null });
};

/** What became of each mail of a batch, in its order. A refusal of the batch as a whole is put on none of them. */
export const batchOutcomes = (reply: ResendReply, size: number, now: number, hide: Hide): readonly Outcome[] => {
  const { answer } = reply;
  if (answer.kind !== "yes") {
    const whole = resendOutcome(reply, now, hide);
    const fair = whole.kind === "rejected" && size > 1 ? deferred(whole.reason, { code: whole.code }) : whole;
    return Array<Outcome>(size).fill(fair);
  }
  const refusals = new Map(answer.refusals.map(({ index, message }) => [index, message]));
  const taken = size - refusals.size;
  if (answer.ids.length !== taken) {
    return Array<Outcome>(size).fill(
      inDoubt(`Resend was given ${size} mails, refused ${refusals.size} and answered for ${answer.ids.length}`),
    );
  }
  const ids = answer.ids[Symbol.iterator]();
  return Array.from({ length: size }, (_, index): Outcome => {
    const message = refusals.get(index);
    if (message === undefined) return accepted(ids.next().value ?? "");
    const refusal: No = { kind: "no", status: 422, name: "validation_error", message };
    return refusalOutcome(refusal, nothingMore, hide);
  });
};
