import { z } from "zod";
import { conditionKindSchema } from "../conditions/index.ts";
import { changeKindSchema } from "../incidents/index.ts";
import { severitySchema } from "../kernel/index.ts";

/** One thing that would have to be different in a rule. What it is about is named as it stands in the rule. */
export const mendSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("turnOn") }),
    z.object({ kind: z.literal("restore") }),
    z.object({ kind: z.literal("completeRule"), problem: z.string() }),
    z.object({ kind: z.literal("tellEveryUpdate") }),
    z.object({ kind: z.literal("tellWhenSeverityRises") }),
    z.object({ kind: z.literal("addChange"), change: changeKindSchema }),
    z.object({ kind: z.literal("addSeverity"), severity: severitySchema }),
    z.object({ kind: z.literal("addDeviceGroup"), deviceGroup: z.object({ id: z.string(), name: z.string() }) }),
    z.object({ kind: z.literal("includeDeviceless") }),
    z.object({ kind: z.literal("addSource"), serviceSource: z.string() }),
    z.object({ kind: z.literal("anySource") }),
    z.object({ kind: z.literal("leaveOut"), condition: conditionKindSchema }),
  ])
  .meta({ id: "RuleMend" });

export type Mend = z.infer<typeof mendSchema>;

/** A mend in plain English, for who reads the API without a console. */
export const mendInWords = (mend: Mend): string => {
  switch (mend.kind) {
    case "turnOn":
      return "turn the rule on";
    case "restore":
      return "restore the rule";
    case "completeRule":
      return `mend the rule: ${mend.problem}`;
    case "tellEveryUpdate":
      return "tell of every update";
    case "tellWhenSeverityRises":
      return "also tell when the severity rises";
    case "addChange":
      return `also tell when an incident is ${mend.change}`;
    case "addSeverity":
      return `choose severity ${mend.severity} too`;
    case "addDeviceGroup":
      return `choose device group ${mend.deviceGroup.name} too`;
    case "includeDeviceless":
      return "include alerts without a device";
    case "addSource":
      return `choose source ${mend.serviceSource} too`;
    case "anySource":
      return "do not limit the rule to sources";
    case "leaveOut":
      return `leave out the condition on ${mend.condition}`;
  }
};
