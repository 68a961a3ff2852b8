import { deliveryResponseSchema } from "@tocsin/core/deliveries";
import { incidentFacetsSchema, incidentPageSchema, incidentResponseSchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import { explanationsResponseSchema } from "@tocsin/core/notifications";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { z } from "zod";
import { useAnswer } from "../../lib/api.ts";

const refreshMs = 20_000;

const groups = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const deliveries = pageSchema(deliveryResponseSchema);
const sources = pageSchema(sourceResponseSchema);

/** A page of the queue, asked again by itself. */
export const useIncidents = (path: string) => useAnswer(path, incidentPageSchema, { everyMs: refreshMs });

/** What the queue can be narrowed to. */
export const useFacets = () => useAnswer("/api/v1/incidents/facets", incidentFacetsSchema);

/** With *Ungrouped devices*, which is always last. */
export const useDeviceGroups = () => useAnswer("/api/v1/device-groups", groups);

/** `id` as it stands in an address, encoded. */
export const useIncident = (id: string) =>
  useAnswer(`/api/v1/incidents/${id}`, incidentResponseSchema, { everyMs: refreshMs });

export const useExplanations = (id: string) =>
  useAnswer(`/api/v1/incidents/${id}/explanations`, explanationsResponseSchema);

/** The mails that were made for an incident, newest first. */
export const useDeliveries = (id: string) => useAnswer(`/api/v1/deliveries?incident=${id}&limit=200`, deliveries);

export const useSources = () => useAnswer("/api/v1/sources?limit=200", sources);

export type IncidentListed = ReturnType<typeof incidentPageSchema.parse>["items"][number];
export type Incident = ReturnType<typeof incidentResponseSchema.parse>;
export type Explanations = ReturnType<typeof explanationsResponseSchema.parse>;
export type Delivery = ReturnType<typeof deliveryResponseSchema.parse>;
