import { setImmediate } from "node:timers/promises";
import { demand } from "@tocsin/core/access";
import { toIso } from "@tocsin/core/kernel";
import {
  type ReplayedIncident,
  type ReplayStore,
  type RuleReplay,
  replayRequestSchema,
  replayResponseSchema,
  replayRule,
} from "@tocsin/core/notifications";
import { type Route, route } from "../http/route.ts";
import { presentFlipStep } from "../incidents/present.ts";

export interface ReplayRouteParts {
  readonly replays: ReplayStore;
  readonly now: () => number;
}

export const replayRoutes = ({ replays: store, now }: ReplayRouteParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/notification-rules/replay",
    tag: "Notification rules",
    summary: "What a rule, as drafted, would have sent in the last days; nothing is sent or stored",
    policy: "rules.read",
    body: replayRequestSchema,
    answers: {
      200: { description: "Per recipient and day, with what it missed", schema: replayResponseSchema },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body: { rule: draft, ruleId = null, days } }) => {
      // It tells of every incident and every rule, also of those that the draft has nothing to do with.
      demand(caller.rights, "rules.read", { kind: "everything" });
      const parts = { store, now, pause: async () => void (await setImmediate()) };
      return { status: 200, body: presentReplay(await replayRule(parts, caller.scope, { draft, ruleId, days })) };
    },
  }),
];

const presentReplay = ({ window, busiestHour, matches, nearMisses, unreached, ...replay }: RuleReplay) => ({
  ...replay,
  window: { ...window, from: toIso(window.from), to: toIso(window.to) },
  busiestHour: busiestHour === null ? null : { ...busiestHour, at: toIso(busiestHour.at) },
  matches: matches.map(presentIncident),
  nearMisses: nearMisses.map(({ steps, examples, ...miss }) => ({
    ...miss,
    steps: steps.map(presentFlipStep),
    examples: examples.map(presentIncident),
  })),
  unreached: {
    ...unreached,
    examples: unreached.examples.map(({ flip, ...one }) => ({
      ...presentIncident(one),
      flip: flip?.map(presentFlipStep) ?? null,
    })),
  },
});

const presentIncident = <One extends ReplayedIncident>({ at, ...one }: One) => ({ ...one, at: toIso(at) });
