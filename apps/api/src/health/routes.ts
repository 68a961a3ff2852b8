import { overdueSince } from "@tocsin/core/deliveries";
import { type Instant, toIsoOrNull } from "@tocsin/core/kernel";
import type { QueueState } from "@tocsin/queue";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import type { Metrics } from "./metrics.ts";

export interface HealthParts {
  readonly isSetUp: () => Promise<boolean>;
  /** Throws where an incident could not be stored just now. */
  readonly probe: () => Promise<void>;
  readonly queueState: () => QueueState;
  readonly oldestDueAt: () => Promise<Instant | null>;
  readonly now: () => Instant;
  readonly metrics: Pick<Metrics, "registry">;
}

const readinessSchema = z
  .object({
    status: z.enum(["ready", "unavailable"]),
    setUp: z.boolean(),
    database: z.enum(["ok", "unavailable"]),
    queue: z
      .object({ driver: z.enum(["embedded", "redis"]), status: z.enum(["ok", "away"]) })
      .describe("Without its queue the worker goes on more slowly, so this never makes the program unready"),
    overdueSince: z.iso
      .datetime()
      .nullable()
      .describe("Since when mails are late that no worker has taken; null while they are not"),
  })
  .meta({ id: "Readiness" });

export const healthRoutes = ({ isSetUp, probe, metrics, ...parts }: HealthParts): readonly Route[] => [
  route({
    method: "get",
    path: "/healthz",
    tag: "System",
    summary: "Whether the program runs",
    policy: "public",
    answers: { 200: { description: "It runs", schema: z.object({ status: z.literal("ok") }) } },
    handle: async () => ({ status: 200, body: { status: "ok" } }),
  }),
  route({
    method: "get",
    path: "/readyz",
    tag: "System",
    summary: "Whether an incident could be stored now",
    policy: "public",
    answers: {
      200: { description: "Ready, set up or not", schema: readinessSchema },
      503: { description: "The database cannot be written", schema: readinessSchema },
    },
    handle: async () => {
      const ok = await probe().then(
        () => true,
        () => false,
      );
      // A database that cannot be written can often still be read: a full disk is no new installation.
      const setUp = await isSetUp().catch(() => false);
      const database = ok ? "ok" : "unavailable";
      const oldestDueAt = await parts.oldestDueAt().catch(() => null);
      const late = toIsoOrNull(overdueSince(oldestDueAt, parts.now()));
      const body = { setUp, database, queue: parts.queueState(), overdueSince: late } as const;
      return { status: ok ? 200 : 503, body: { status: ok ? "ready" : "unavailable", ...body } };
    },
  }),
  route({
    method: "get",
    path: "/metrics",
    tag: "System",
    summary: "Metrics for Prometheus",
    policy: "public",
    answers: { 200: { description: "The text format of Prometheus", schema: z.string(), type: "text/plain" } },
    handle: async () => {
      const { contentType } = metrics.registry;
      return { status: 200, text: { type: contentType, content: await metrics.registry.metrics() } };
    },
  }),
];
