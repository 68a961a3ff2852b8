import { z } from "zod";
import { severitySchema } from "../kernel/index.ts";
import { silenceDraftSchema } from "./silence.ts";

export const silenceResponseSchema = z
  .object({
    ...silenceDraftSchema.shape,
    id: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    state: z.enum(["upcoming", "active", "over"]),
    /** How many of its device groups you cannot see; `deviceGroups` does not name them. */
    hiddenDeviceGroups: z.number().int(),
    /** What it has held until now. */
    held: z.object({ notifications: z.number().int(), incidents: z.number().int() }),
  })
  .meta({ id: "Silence" });

export const silencedIncidentSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string(),
    severity: severitySchema,
    at: z.iso.datetime(),
    notifications: z.number().int(),
  })
  .meta({ id: "SilencedIncident" });

/** What a draft would have held in the last days, had it been there. */
export const silencePreviewSchema = z
  .object({
    days: z.number().int(),
    /** Notifications that would have been held, and those that would have been told all the same for being high. */
    held: z.number().int(),
    toldForBeingHigh: z.number().int(),
    incidentCount: z.number().int(),
    /** The latest of them. */
    incidents: z.array(
      z.object({
        id: z.string(),
        number: z.number().int(),
        title: z.string(),
        severity: severitySchema,
        at: z.iso.datetime(),
        /** Whether nothing of it would have been told at all. */
        wholly: z.boolean(),
      }),
    ),
    /** Whether more changes came than a preview looks at; then the earlier ones are left out. */
    cut: z.boolean(),
  })
  .meta({ id: "SilencePreview" });
