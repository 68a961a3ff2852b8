import { z } from "zod";
import { deviceConditionSchema, deviceGroupDraftSchema } from "./device-group.ts";

export const deviceGroupResponseSchema = z
  .object({
    ...deviceGroupDraftSchema.shape,
    id: z.string(),
    /** Null for *Ungrouped devices*, which comes after every other. */
    rank: z.number().int().nullable(),
    conditions: z.array(deviceConditionSchema),
  })
  .meta({ id: "DeviceGroup" });

export const deviceGroupListSchema = z.object({ items: z.array(deviceGroupResponseSchema), next: z.null() });

export const concernedRulesSchema = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string(), stops: z.boolean() })) })
  .meta({ id: "ConcernedRules" });

const deviceResponseSchema = z
  .object({
    name: z.string(),
    domain: z.string().nullable(),
    os: z.string().nullable(),
    sourceGroup: z.string().nullable(),
    tags: z.array(z.string()),
    ips: z.array(z.string()),
    deviceGroup: z.string(),
  })
  .meta({ id: "Device" });

/** The devices seen last that match, and how many there are in all. */
export const devicePreviewSchema = z.object({ devices: z.array(deviceResponseSchema), count: z.number().int() });
