import { Button, Stack, Text } from "@mantine/core";
import { chainVerdictSchema } from "@tocsin/core/audit";
import { type ReactNode, useState } from "react";
import { Copyable } from "../../components/copyable.tsx";
import { Notice } from "../../components/notice.tsx";
import { useSay } from "../../languages/index.ts";
import { useAsk } from "../../lib/api.ts";
import type { Failure } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import { auditPath } from "./requests.ts";
import { auditSentences } from "./sentences.ts";

type Verdict = ReturnType<typeof chainVerdictSchema.parse>;

/** Goes through the chain of the log, and says whether it is whole. */
export const VerifyButton = (): ReactNode => {
  const say = useSay(auditSentences);
  const reasonOf = useReason();
  const ask = useAsk();
  const [checking, setChecking] = useState(false);
  const [found, setFound] = useState<{ readonly verdict: Verdict } | { readonly failure: Failure } | null>(null);
  const check = async (): Promise<void> => {
    if (checking) return;
    setChecking(true);
    const answer = await ask({ method: "GET", path: `${auditPath}/verify` }, chainVerdictSchema);
    setChecking(false);
    setFound(answer.ok ? { verdict: answer.value } : { failure: answer.problem });
  };
  return (
    <Stack gap="sm">
      <div>
        <Button variant="default" aria-disabled={checking} onClick={() => void check()}>
          {say(checking ? "checking" : "verify")}
        </Button>
      </div>
      <div role="status">
        {found !== null && "verdict" in found && <Found verdict={found.verdict} />}
        {found !== null && "failure" in found && (
          <Text c="var(--mantine-color-error)">{say("verify.failed", { reason: reasonOf(found.failure) })}</Text>
        )}
      </div>
    </Stack>
  );
};

const Found = ({ verdict: { entries, fault, head } }: { readonly verdict: Verdict }): ReactNode => {
  const say = useSay(auditSentences);
  if (fault !== null) {
    const where = { seq: String(fault.seq), words: fault.words };
    return <Notice title={say("verify.broken")} text={say("verify.brokenText", where)} />;
  }
  return (
    <Stack gap="xs">
      <Notice tone="advice" title={say("verify.whole")} text={say("verify.wholeText", { entries })} />
      <Copyable text={`${head.seq} ${head.hash}`} what={say("verify.end")} />
    </Stack>
  );
};
