import { minuteMs, secondMs } from "@tocsin/core/kernel";
import { request, retryAfterMs } from "@tocsin/outbound";
import { CommandFault } from "../command.ts";

export interface Door {
  /** Where the api is; the route is ours to know. */
  readonly url: string;
  readonly key: string;
}

/** What became of a batch: it is stored at the other side, or has to be sent by smaller parts. */
type Posted = "stored" | "tooLarge";

export interface PostParts {
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
}

const backoffMaxMs = minuteMs;
/** What the api keeps of a body of which no line is JSON. */
const keptOfNoJson = 200 * 1024;

/**
 * Posts lines until they are stored, for as long as it takes; null where it was told to stop before. Ends the command
 * where trying again is in vain: a key that is none, an address where no api is.
 */
export const post = async ({ url, key }: Door, body: Buffer, parts: PostParts): Promise<Posted | null> => {
  const { wait, random, signal, say } = parts;
  for (let tries = 0; !signal.aborted; tries += 1) {
    const answer = await request({
      url: `${url}/api/v1/ingest`,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
      body: body.toString("utf8"),
      signal,
    });
    if (signal.aborted) return null;
    if (answer.kind === "answer") {
      const { status } = answer;
      // What cannot be read is kept there, with its reason: it is stored, too.
      if (status === 202 || status === 422) return "stored";
      if (status === 400) return body.length > keptOfNoJson ? "tooLarge" : "stored";
      if (status === 413) return "tooLarge";
      if (status < 500 && status !== 429 && status !== 408) throw refusal(url, status);
    }
    const told = answer.kind === "answer" ? retryAfterMs(answer.headers, Date.now()) : null;
    const backoff = Math.min(backoffMaxMs, secondMs * 2 ** Math.min(tries, 10)) * (0.5 + random() / 2);
    const ms = Math.max(told ?? 0, backoff);
    const why = answer.kind === "answer" ? `answered ${answer.status}` : `does not answer (${answer.words})`;
    say(`${url} ${why}; again in ${Math.ceil(ms / secondMs)} s. Nothing is lost.`);
    await wait(ms);
  }
  return null;
};

const refusal = (url: string, status: number): CommandFault =>
  new CommandFault(
    1,
    status === 401 || status === 403
      ? `${url} knows no source with this key: see TOCSIN_SOURCE_KEY. What was not sent is sent once the key is right`
      : `${url} answered ${status}: is that the address of Tocsin?`,
  );
