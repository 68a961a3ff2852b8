import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { bodyOf, documentOf } from "./bodies.ts";
import { monotonicMs } from "./clock.ts";
import type { Load, Post } from "./load.ts";

/* Posts incidents to one address: a program of its own, so that what it costs is not counted. */

const post = ({ target }: Load, agent: Agent, first: number, body: string): Promise<Post> =>
  new Promise((resolve) => {
    const sentAt = monotonicMs();
    const settle = (status: number): void => resolve({ first, sentAt, ackedAt: monotonicMs(), status });
    const call = request(target.url, {
      method: "POST",
      agent,
      headers: { ...target.headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    });
    call.once("error", () => settle(0));
    call.once("response", (response) => {
      response.resume();
      response.once("end", () => settle(response.statusCode ?? 0)).once("error", () => settle(0));
    });
    call.end(body);
  });

/** A fixed number of posts at once, each as soon as one before it is answered. */
const atOnce = async (load: Load, agent: Agent, bodies: readonly string[], concurrency: number): Promise<Post[]> => {
  const posts: Post[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < bodies.length; index = next++) {
      posts.push(await post(load, agent, index * load.batch, bodies[index] ?? ""));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return posts;
};

/** A post at every beat, whether or not those before it are answered. */
const atRate = async (load: Load, agent: Agent, bodies: readonly string[], perSecond: number): Promise<Post[]> => {
  const startAt = monotonicMs();
  const posts: Promise<Post>[] = [];
  for (const [index, body] of bodies.entries()) {
    const early = startAt + (index * 1_000) / perSecond - monotonicMs();
    if (early > 0) await wait(early);
    posts.push(post(load, agent, index * load.batch, body));
  }
  return Promise.all(posts);
};

const bodiesOf = ({ target, run, count, batch, rules }: Load): readonly string[] =>
  Array.from({ length: Math.ceil(count / batch) }, (_, part) => {
    const size = Math.min(batch, count - part * batch);
    const documents = Array.from({ length: size }, (_, n) => documentOf(target.shape, run, part * batch + n, rules));
    return bodyOf(target.shape, documents);
  });

const drive = async (load: Load): Promise<readonly Post[]> => {
  const { pace } = load;
  const bodies = bodiesOf(load);
  const agent = new Agent({ keepAlive: true, maxSockets: pace.kind === "atOnce" ? pace.concurrency : 64 });
  try {
    return await (pace.kind === "atOnce"
      ? atOnce(load, agent, bodies, pace.concurrency)
      : atRate(load, agent, bodies, pace.perSecond));
  } finally {
    agent.destroy();
  }
};

process.on("message", async (load: Load) => process.send?.(await drive(load)));
process.once("SIGTERM", () => process.exit(0)).once("disconnect", () => process.exit(0));
