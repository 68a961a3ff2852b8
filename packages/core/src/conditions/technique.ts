import { z } from "zod";
import { conditionKind, listed } from "./condition-kind.ts";

/** Asks for a MITRE ATT&CK technique of the alert; a technique includes its sub-techniques. */
export const technique = conditionKind({
  kind: "technique",
  params: z.strictObject({
    kind: z.literal("technique"),
    anyOf: z
      .array(
        z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^T\d{4}(\.\d{3})?$/, "is not a technique id such as T1059 or T1059.001"),
      )
      .min(1)
      .max(100),
  }),
  holds: ({ anyOf }, _change, alert) =>
    anyOf.some((wanted) => alert.techniques.some((found) => found === wanted || found.startsWith(`${wanted}.`))),
  actual: (_change, alert) => listed(alert.techniques),
  describe: ({ anyOf }) => `is ${anyOf.join(" or ")}`,
});
