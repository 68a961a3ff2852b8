import type { Client } from "../../journeys/harness/client.ts";
import { until } from "../../journeys/harness/until.ts";
import type { Ledger } from "./ledger.ts";
import { type News, payloadOf } from "./news.ts";

export interface Production {
  readonly source: Client;
  readonly ledger: Ledger;
  readonly connections: number;
  readonly news: Iterable<News> | AsyncIterable<News>;
}

export interface Produced {
  readonly acknowledged: number;
  /** Posts that got no answer, or one that promises nothing, and were sent again. */
  readonly sentAgain: number;
}

/** Longer than a killed api can take to come back. */
const giveUpMs = 180_000;

/** Posts the news over several connections as a careful source does: again and again, until it is acknowledged. */
export const produce = async ({ source, ledger, connections, news }: Production): Promise<Produced> => {
  const rest = (async function* () {
    yield* news;
  })();
  const produced = { acknowledged: 0, sentAgain: 0 };
  const post = async (payload: unknown): Promise<number> => {
    produced.sentAgain += 1;
    const { status } = await source.request("POST", "/api/v1/ingest", payload);
    return status < 500 ? status : 0;
  };
  const connection = async (): Promise<void> => {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      const payload = payloadOf(next.value);
      const status = await until("an acknowledgement", () => post(payload).then((code) => code > 0 && code), giveUpMs);
      if (status !== 202) throw new Error(`The api refused what it must take, with ${status}`);
      await ledger.write(next.value);
      produced.sentAgain -= 1;
      produced.acknowledged += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return produced;
};
