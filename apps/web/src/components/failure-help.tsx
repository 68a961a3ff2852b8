import { Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Sentences } from "../languages/en.ts";
import { useLanguage } from "../languages/index.ts";
import type { Failure } from "../lib/http.ts";
import { useApiWords } from "../lib/use-api-words.ts";

interface Props {
  readonly failure: Failure;
  readonly asking: boolean;
  readonly onAgain: () => void;
}

/** Why something could not be shown, and the way to try again. */
export const FailureHelp = ({ failure, asking, onAgain }: Props): ReactNode => {
  const { sentences } = useLanguage();
  const { failures, requestId } = sentences;
  const { refusal } = useApiWords();
  return (
    <Stack gap="sm">
      {failure.kind === "refused" ? (
        <>
          <Text lang={refusal(failure.problem).lang}>{refusal(failure.problem).text}</Text>
          <Text size="sm" c="dimmed">
            {requestId}: <code>{failure.problem.requestId}</code>
          </Text>
        </>
      ) : (
        <Text>{failure.kind === "unreachable" ? failures.unreachableHelp : failures.unintelligibleHelp}</Text>
      )}
      <div>
        <Button variant="default" onClick={onAgain} aria-disabled={asking}>
          {failures.again}
        </Button>
      </div>
    </Stack>
  );
};

/** A failure as a title. */
export const failureTitle = (failure: Failure, { failures }: Sentences): string => {
  if (failure.kind === "unreachable") return failures.unreachable;
  return failure.kind === "refused" ? failures.refused : failures.unintelligible(failure.status);
};
