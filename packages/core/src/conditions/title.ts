import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";
import { anyFits, describeMatch, refusePatterns, textMatchShape } from "./text-match.ts";

/** Asks for the title of the incident or of the alert. */
export const title = conditionKind({
  kind: "title",
  params: z
    .strictObject({
      kind: z.literal("title"),
      anyOf: textMatchShape.anyOf,
      match: textMatchShape.match.default("contains"),
    })
    .superRefine(refusePatterns),
  holds: (params, change, alert) => anyFits(params, [change.title, alert.title]),
  actual: (change, alert) => listed([...new Set([change.title, alert.title])]),
  describe: describeMatch,
});
