import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";
import { anyFits, describeMatch, refusePatterns, textMatchShape } from "./text-match.ts";

/** Asks for a tag of the incident. */
export const tag = conditionKind({
  kind: "tag",
  params: z
    .strictObject({ kind: z.literal("tag"), anyOf: textMatchShape.anyOf, match: textMatchShape.match.default("is") })
    .superRefine(refusePatterns),
  holds: (params, change) => anyFits(params, change.tags),
  actual: (change) => listed(change.tags),
  describe: describeMatch,
});
