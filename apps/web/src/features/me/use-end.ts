import { useState } from "react";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import { meSentences } from "./sentences.ts";

/** Ends something of one's own by its path, says so, and keeps on the page why it could not be. */
export const useEnd = (outdated: string) => {
  const say = useSay(meSentences);
  const reasonOf = useReason();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (path: string, done: string): Promise<void> => {
    const answer = await send({ request: { method: "DELETE", path }, contract: nothing, outdates: [outdated] });
    if (answer.ok) {
      setProblem(null);
      return toast({ text: done });
    }
    setProblem(say("failed", { reason: reasonOf(answer.problem) }));
  };
  return { end, problem };
};
