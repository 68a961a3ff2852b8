import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";
import { anyFits, describeMatch, refusePatterns, textMatchShape } from "./text-match.ts";

/** Asks for a user or mailbox in the alert. */
export const user = conditionKind({
  kind: "user",
  params: z
    .strictObject({ kind: z.literal("user"), anyOf: textMatchShape.anyOf, match: textMatchShape.match.default("is") })
    .superRefine(refusePatterns),
  holds: (params, _change, alert) => anyFits(params, alert.users),
  actual: (_change, alert) => listed(alert.users),
  describe: describeMatch,
});
