import { useSay } from "../../languages/index.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { readOnlyOf } from "./read-only.ts";
import type { RuleResponse } from "./requests.ts";
import { ruleSentences } from "./sentences.ts";

/** Why the reader may not change a rule, in words; null where he may, or lacks the right altogether. */
export const useReadOnly = (rule: RuleResponse): string | null => {
  const say = useSay(ruleSentences);
  const { deviceGroups } = usePermissions();
  const why = readOnlyOf(rule, deviceGroups !== null);
  if (why === null) return null;
  return why.kind === "allGroups" ? say("readOnly.allGroups") : say("readOnly.hiddenGroups", { count: why.count });
};
