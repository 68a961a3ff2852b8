import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";
import { anyFits, describeMatch, refusePatterns, textMatchShape } from "./text-match.ts";

/** Asks for the category of the alert, as its source names it. */
export const category = conditionKind({
  kind: "category",
  params: z
    .strictObject({
      kind: z.literal("category"),
      anyOf: textMatchShape.anyOf,
      match: textMatchShape.match.default("is"),
    })
    .superRefine(refusePatterns),
  holds: (params, _change, alert) => anyFits(params, alert.categories),
  actual: (_change, alert) => listed(alert.categories),
  describe: describeMatch,
});
