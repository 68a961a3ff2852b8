import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";
import { anyFits, describeMatch, refusePatterns, textMatchShape } from "./text-match.ts";

/** Asks for a device in the alert by its name. */
export const host = conditionKind({
  kind: "host",
  params: z
    .strictObject({ kind: z.literal("host"), anyOf: textMatchShape.anyOf, match: textMatchShape.match.default("is") })
    .superRefine(refusePatterns),
  holds: (params, _change, alert) =>
    anyFits(
      params,
      alert.devices.map((device) => device.name),
    ),
  actual: (_change, alert) => listed(alert.devices.map((device) => device.name)),
  describe: describeMatch,
});
