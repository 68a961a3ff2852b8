import { once } from "node:events";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Body } from "./bodies.ts";

/** Posts bodies over connections that are kept open. */
export interface Poster extends Disposable {
  /** Posts all of them, several at a time; hands each answer to `judge`, which throws where it is not as promised. */
  postAll(
    bodies: readonly Body[],
    key: (index: number) => string,
    judge: (status: number, answer: string, body: Body) => void,
  ): Promise<void>;
}

export const openPoster = (url: string, connections: number): Poster => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  const post = async (body: Body, key: string) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": body.type };
    const asked = request(`${url}/api/v1/ingest`, { method: "POST", agent, headers });
    asked.end(body.text);
    const [response] = await once(asked, "response");
    return { status: Number(response.statusCode), answer: await text(response) };
  };

  return {
    postAll: async (bodies, key, judge) => {
      const waiting = bodies.entries();
      const work = async (): Promise<void> => {
        for (const [index, body] of waiting) {
          const { status, answer } = await post(body, key(index));
          judge(status, answer, body);
        }
      };
      await Promise.all(Array.from({ length: connections }, work));
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
};
