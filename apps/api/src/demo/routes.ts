import {
  attack,
  type DemoFacts,
  type DemoStore,
  demoRemovedSchema,
  demoSchema,
  demoStartedSchema,
} from "@tocsin/core/demo";
import { type Scope, secondMs, toIsoOrNull } from "@tocsin/core/kernel";
import type { Source } from "@tocsin/core/sources";
import { type Route, route } from "../http/route.ts";

const tag = "Demo";

export interface DemoParts {
  readonly demo: DemoStore;
  readonly now: () => number;
  /** A text that no other telling has. */
  readonly newRun: () => string;
  /** Takes a payload of a source in, by the road that every payload takes. */
  readonly takeIn: (source: Source, payload: unknown) => Promise<void>;
  /** Runs later; what fails then is logged, because nobody waits for it. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
}

export const demoRoutes = (parts: DemoParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/demo",
    tag,
    summary: "What there is of the demo",
    policy: "sources.read",
    answers: { 200: { description: "As it is now", schema: demoSchema } },
    handle: async ({ caller }) => ({ status: 200, body: presentDemo(await parts.demo.facts(caller.scope)) }),
  }),
  route({
    method: "post",
    path: "/api/v1/demo",
    tag,
    summary: "Play an attack: a minute of demo incidents, taken in like any other; their mails never leave this server",
    policy: "sources.manage",
    answers: { 202: { description: "Its first payload is in; the others follow", schema: demoStartedSchema } },
    handle: async ({ caller }) => ({ status: 202, body: await play(parts, caller.scope) }),
  }),
  route({
    method: "delete",
    path: "/api/v1/demo",
    tag,
    summary: "Remove the demo and whatever came of it; real incidents stay",
    policy: "sources.manage",
    answers: {
      200: {
        description: "Removed; what there was",
        schema: demoRemovedSchema,
      },
    },
    handle: async ({ caller }) => ({ status: 200, body: await parts.demo.remove(caller.scope) }),
  }),
];

const play = async ({ demo, now, newRun, takeIn, later }: DemoParts, scope: Scope) => {
  const source = await demo.source(scope);
  const [first, ...others] = attack(newRun(), now());
  if (first) await takeIn(source, first.payload);
  for (const { afterMs, payload } of others) {
    later(afterMs, async () => {
      if (await demo.isThere(source)) await takeIn(source, payload);
    });
  }
  const last = others.at(-1)?.afterMs ?? 0;
  return { sourceId: source.id, seconds: last / secondMs, payloads: others.length + 1 };
};

const presentDemo = ({ lastReceivedAt, ...facts }: DemoFacts) => ({
  ...facts,
  lastReceivedAt: toIsoOrNull(lastReceivedAt),
});
