import { deliveryPageSchema } from "@tocsin/core/deliveries";
import { incidentPageSchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { useAnswer } from "../../lib/api.ts";
import { startOf } from "../../lib/ranges.ts";

const refreshMs = 20_000;
const open = "status=active,awaitingAction,inProgress";
const sources = pageSchema(sourceResponseSchema);

/** How many open incidents there are of a kind. */
const useCount = (filter: string) =>
  useAnswer(`/api/v1/incidents?${open}&${filter}&limit=1`, incidentPageSchema, { everyMs: refreshMs });

export const useOpenHigh = () => useCount("severity=high,critical");
export const useUnassigned = () => useCount("assigned=none");
export const useUnheard = () => useCount("severity=high,critical&told=nobody");

export const useLatest = () =>
  useAnswer(`/api/v1/incidents?${open}&limit=5`, incidentPageSchema, { everyMs: refreshMs });

export const useMailsOfToday = () =>
  useAnswer(`/api/v1/deliveries?from=${startOf("24h", Date.now())}&limit=1`, deliveryPageSchema, {
    everyMs: refreshMs,
  });

export const useSources = () => useAnswer("/api/v1/sources?limit=200", sources, { everyMs: refreshMs });
