import { useState } from "react";
import { useSay } from "../../languages/index.ts";
import { type Change, useChange } from "../../lib/api.ts";
import { useReason } from "../../lib/use-reason.ts";
import { firstRunSentences } from "./sentences.ts";

/** Does what a step is for, and keeps why it failed. */
export const useStep = () => {
  const say = useSay(firstRunSentences);
  const reasonOf = useReason();
  const { send, sending } = useChange();
  const [fault, setFault] = useState<string | null>(null);
  const act = async <Value>(change: Change<Value>): Promise<Value | null> => {
    const answer = await send(change);
    if (answer.ok) {
      setFault(null);
      return answer.value;
    }
    setFault(say("failed", { reason: reasonOf(answer.problem) }));
    return null;
  };
  return { act, sending, fault };
};
