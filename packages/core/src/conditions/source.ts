import { z } from "zod";
import { idSchema } from "../kernel/index.ts";
import { conditionKind } from "./condition-kind.ts";

/** Asks which of our sources reported the incident. */
export const source = conditionKind({
  kind: "source",
  params: z.strictObject({ kind: z.literal("source"), anyOf: z.array(idSchema).min(1).max(100) }),
  holds: ({ anyOf }, change) => anyOf.includes(change.sourceId),
  actual: (change) => change.sourceId,
  describe: ({ anyOf }) => `is ${anyOf.join(" or ")}`,
});
