import { deliveryResponseSchema } from "@tocsin/core/deliveries";
import { incidentResponseSchema, incidentSummarySchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import { explanationsResponseSchema } from "@tocsin/core/notifications";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { useAnswer } from "../../lib/api.ts";

export const listed = 50;

const incidents = pageSchema(incidentSummarySchema);
const deliveries = pageSchema(deliveryResponseSchema);
const sources = pageSchema(sourceResponseSchema);

/** The incidents that changed last. */
export const useIncidents = () => useAnswer(`/api/v1/incidents?limit=${listed}`, incidents);

/** `id` as it stands in an address, encoded. */
export const useIncident = (id: string) => useAnswer(`/api/v1/incidents/${id}`, incidentResponseSchema);

export const useExplanations = (id: string) =>
  useAnswer(`/api/v1/incidents/${id}/explanations`, explanationsResponseSchema);

/** The mails that were made for an incident, newest first. */
export const useDeliveries = (id: string) => useAnswer(`/api/v1/deliveries?incident=${id}&limit=200`, deliveries);

export const useSources = () => useAnswer("/api/v1/sources?limit=200", sources);

export type IncidentSummary = ReturnType<typeof incidentSummarySchema.parse>;
export type Incident = ReturnType<typeof incidentResponseSchema.parse>;
export type Explanations = ReturnType<typeof explanationsResponseSchema.parse>;
export type Delivery = ReturnType<typeof deliveryResponseSchema.parse>;
