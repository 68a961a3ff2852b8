import { z } from "zod";
import { type Route, route } from "../http/route.ts";

export interface HealthParts {
  readonly isSetUp: () => Promise<boolean>;
  /** Throws where an incident could not be stored just now. */
  readonly probe: () => Promise<void>;
}

const readinessSchema = z
  .object({ status: z.enum(["ready", "unavailable"]), setUp: z.boolean(), database: z.enum(["ok", "unavailable"]) })
  .meta({ id: "Readiness" });

export const healthRoutes = ({ isSetUp, probe }: HealthParts): readonly Route[] => [
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
      const setUp = ok && (await isSetUp());
      const database = ok ? "ok" : "unavailable";
      return { status: ok ? 200 : 503, body: { status: ok ? "ready" : "unavailable", setUp, database } };
    },
  }),
];
