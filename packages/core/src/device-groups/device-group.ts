import { z } from "zod";
import { asId, type DeviceGroupId, type OrganizationId } from "../kernel/index.ts";

/** Properties of a device that a group can ask about, by the names that the API and the console use. */
export const deviceProperties = ["name", "domain", "tag", "os", "sourceGroup", "ip"] as const;
export type DeviceProperty = (typeof deviceProperties)[number];

const textCondition = z.strictObject({
  property: z.enum(["name", "domain", "tag", "os", "sourceGroup"]),
  operator: z.enum(["is", "startsWith", "endsWith", "contains"]),
  values: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
});

const ipCondition = z.strictObject({
  property: z.literal("ip"),
  operator: z.literal("inRange"),
  /** CIDR ranges: `10.1.0.0/16`, `2001:db8::/32`. */
  values: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .min(1)
    .max(50),
});

export const deviceConditionSchema = z
  .discriminatedUnion("property", [
    textCondition.extend({ property: z.literal("name") }),
    textCondition.extend({ property: z.literal("domain") }),
    textCondition.extend({ property: z.literal("tag") }),
    textCondition.extend({ property: z.literal("os") }),
    textCondition.extend({ property: z.literal("sourceGroup") }),
    ipCondition,
  ])
  .meta({ id: "DeviceCondition" });

export type DeviceCondition = z.infer<typeof deviceConditionSchema>;

/** A ranked, rule-based set of devices; all conditions must hold. */
export const deviceGroupDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    description: z.string().trim().max(500).default(""),
    conditions: z.array(deviceConditionSchema).min(1).max(20),
  })
  .meta({ id: "DeviceGroupDraft" });

export type DeviceGroupDraft = z.infer<typeof deviceGroupDraftSchema>;

export interface DeviceGroup extends DeviceGroupDraft {
  readonly id: DeviceGroupId;
  readonly organizationId: OrganizationId;
  /** 1 is asked first; a device is in the first group that it matches. */
  readonly rank: number;
}

/** The group of every device that no other group takes. Always last, never stored, never deleted. */
export const ungroupedId: DeviceGroupId = asId<DeviceGroupId>("ungrouped");
export const ungroupedName = "Ungrouped devices";
