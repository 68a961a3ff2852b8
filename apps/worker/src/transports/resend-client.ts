import { type HttpAnswer, request } from "@tocsin/outbound";
import { type CreateBatchRequestOptions, Resend, type Response } from "resend";
import { z } from "zod";
import type { ResendMail } from "./resend-mail.ts";

/** What Resend made of a request. */
export type ResendAnswer =
  /** It has the mails whose index is not among the refusals. */
  | { readonly kind: "yes"; readonly ids: readonly string[]; readonly refusals: readonly Refusal[] }
  | { readonly kind: "no"; readonly status: number; readonly name: string; readonly message: string }
  /** It said yes in a way that cannot be read. */
  | { readonly kind: "unclear"; readonly words: string }
  | Extract<HttpAnswer, { readonly kind: "lost" }>;

interface Refusal {
  /** Of the mail in the batch. */
  readonly index: number;
  readonly message: string;
}

export interface ResendReply {
  readonly answer: ResendAnswer;
  readonly headers: Headers;
}

/** Resend's two ways of sending, each under an idempotency key. */
export interface ResendClient {
  send(mail: ResendMail, key: string): Promise<ResendReply>;
  sendBatch(mails: readonly ResendMail[], key: string): Promise<ResendReply>;
}

export interface ResendClientSetting {
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Until an answer is here, in milliseconds. */
  readonly timeoutMs?: number;
}

const sentSchema = z.object({ id: z.string().min(1) });
const batchSchema = z.object({
  data: z.array(sentSchema),
  errors: z.array(z.object({ index: z.number().int().min(0), message: z.string() })).default([]),
});
const errorSchema = z.object({ name: z.string(), message: z.string() });

/** Carries an answer past the SDK, which keeps neither the cause of a lost connection nor a foreign answer's status. */
class Answered extends Error {
  readonly answer: HttpAnswer;
  constructor(answer: HttpAnswer) {
    super("answered");
    this.answer = answer;
  }
}

/** The SDK makes the request; the network is ours, because only then is it known whether a byte went out. */
class Requests extends Resend {
  readonly #url: string;
  readonly #timeoutMs: number | undefined;

  constructor({ apiKey, baseUrl, timeoutMs }: ResendClientSetting) {
    super(apiKey, { baseUrl, userAgent: "tocsin" });
    this.#url = baseUrl;
    this.#timeoutMs = timeoutMs;
  }

  override async fetchRequest<Data>(
    path: string,
    { headers = new Headers(), body = "" }: { headers?: Headers; body?: string } = {},
  ): Promise<Response<Data>> {
    const timeout = this.#timeoutMs === undefined ? {} : { timeoutMs: this.#timeoutMs };
    throw new Answered(await request({ url: `${this.#url}${path}`, headers, body, ...timeout }));
  }
}

const answerOf = async (request: Promise<unknown>): Promise<HttpAnswer> => {
  try {
    await request;
  } catch (fault) {
    if (fault instanceof Answered) return fault.answer;
    throw fault;
  }
  throw new Error("The SDK answered without asking");
};

const jsonOf = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const replyOf = (answer: HttpAnswer, yes: (body: unknown) => ResendAnswer | null): ResendReply => {
  if (answer.kind === "lost") return { answer, headers: new Headers() };
  const { status, headers, text } = answer;
  const body = jsonOf(text);
  if (status >= 200 && status < 300) {
    return { answer: yes(body) ?? { kind: "unclear", words: `${status} ${text ?? ""}` }, headers };
  }
  const known = errorSchema.safeParse(body).data ?? { name: "", message: text ?? "" };
  return { answer: { kind: "no", status, ...known }, headers };
};

export const createResendClient = (setting: ResendClientSetting): ResendClient => {
  const requests = new Requests(setting);
  return {
    send: async (mail, idempotencyKey) =>
      replyOf(await answerOf(requests.emails.send(mail, { idempotencyKey })), (body) => {
        const sent = sentSchema.safeParse(body).data;
        return sent ? { kind: "yes", ids: [sent.id], refusals: [] } : null;
      }),

    sendBatch: async (mails, idempotencyKey) => {
      const options: CreateBatchRequestOptions = { idempotencyKey, batchValidation: "permissive" };
      return replyOf(await answerOf(requests.batch.send([...mails], options)), (body) => {
        const sent = batchSchema.safeParse(body).data;
        return sent ? { kind: "yes", ids: sent.data.map(({ id }) => id), refusals: sent.errors } : null;
      });
    },
  };
};
