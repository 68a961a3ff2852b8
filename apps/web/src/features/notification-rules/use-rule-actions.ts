import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { type Failure, nothing } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import { type RuleDraft, type RuleResponse, rulePath, rulesPath } from "./requests.ts";
import { ruleSentences } from "./sentences.ts";
import { draftOf } from "./wizard/draft.ts";

const outdates = [rulesPath];

/** What is done to a rule outside the wizard: at once, and with a way back. */
export const useRuleActions = () => {
  const say = useSay(ruleSentences);
  const toast = useToast();
  const { send } = useChange();
  const reasonOf = useReason();
  const failed = (failure: Failure) => toast({ text: say("change.failed", { reason: reasonOf(failure) }) });

  /** Saves another draft as the rule's next version; answers the rule as it is then, or null after saying why not. */
  const saveAs = async (rule: Pick<RuleResponse, "id" | "version">, body: RuleDraft): Promise<RuleResponse | null> => {
    const request = { method: "PUT", path: rulePath(rule.id), body, ifMatch: `"${rule.version}"` } as const;
    const answer = await send({ request, contract: ruleResponseSchema, outdates });
    if (answer.ok) return answer.value;
    failed(answer.problem);
    return null;
  };

  const undoTo = (now: RuleResponse, before: RuleDraft) => async () =>
    (await saveAs(now, before)) === null ? say("change.failed", { reason: "" }) : null;

  return {
    saveAs,
    turn: async (rule: RuleResponse, enabled: boolean) => {
      const before = draftOf(rule);
      const now = await saveAs(rule, { ...before, enabled });
      if (now === null) return;
      toast({ text: say(enabled ? "turned.on" : "turned.off", { name: rule.name }), undo: undoTo(now, before) });
    },
    /** Lets somebody hear again who stopped the rule's mails by the link in one. */
    resume: async (rule: Pick<RuleResponse, "id">, address: string): Promise<void> => {
      const path = `${rulePath(rule.id)}/recipients/${encodeURIComponent(address)}/resume`;
      const answer = await send({ request: { method: "POST", path }, contract: ruleResponseSchema, outdates });
      if (!answer.ok) failed(answer.problem);
    },
    archive: async (rule: RuleResponse): Promise<boolean> => {
      const request = { method: "DELETE", path: rulePath(rule.id), ifMatch: `"${rule.version}"` } as const;
      const answer = await send({ request, contract: nothing, outdates });
      if (!answer.ok) {
        failed(answer.problem);
        return false;
      }
      toast({
        text: say("archived", { name: rule.name }),
        undo: async () => {
          const back = { method: "POST", path: `${rulePath(rule.id)}/restore` } as const;
          const restored = await send({ request: back, contract: ruleResponseSchema, outdates });
          return restored.ok ? null : reasonOf(restored.problem);
        },
      });
      return true;
    },
  };
};
