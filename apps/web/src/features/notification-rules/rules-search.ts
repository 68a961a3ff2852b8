import { severities } from "@tocsin/core/kernel";
import { ruleStates } from "@tocsin/core/notification-rules";
import { z } from "zod";

const optionalText = z.string().optional().catch(undefined);

/** What the list of rules is narrowed to, as it stands in the address. */
export const rulesSearchSchema = z.object({
  text: optionalText,
  state: z.enum(ruleStates).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
  group: optionalText,
  cursor: optionalText,
});

export type RulesSearch = z.output<typeof rulesSearchSchema>;

export const isNarrowed = ({ text, state, severity, group }: RulesSearch): boolean =>
  [text, state, severity, group].some((each) => each !== undefined);
