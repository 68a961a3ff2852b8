import { useState } from "react";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { nothing, type Request } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import { accountPaths } from "./requests.ts";
import { userSentences } from "./sentences.ts";

/** Changes an account, says so, and keeps on the page why one was refused. */
export const useAccountChange = () => {
  const say = useSay(userSentences);
  const reasonOf = useReason();
  const toast = useToast();
  const { send, sending } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  /** Answers whether it was done. */
  const change = async (request: Request, done: string): Promise<boolean> => {
    const answer = await send({ request, contract: nothing, outdates: accountPaths });
    if (answer.ok) toast({ text: done });
    const failure = answer.ok ? null : answer.problem;
    setProblem(failure === null ? null : say("failed", { reason: reasonOf(failure) }));
    return answer.ok;
  };
  return { change, sending, problem };
};
