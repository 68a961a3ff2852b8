import type { deviceGroupResponseSchema } from "@tocsin/core/device-groups";
import type { z } from "zod";

/** A device group as the api answers it. */
export type DeviceGroup = z.output<typeof deviceGroupResponseSchema>;
