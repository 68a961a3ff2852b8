import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage, useSay } from "../languages/index.ts";
import type { Answer } from "../lib/api.ts";
import { timesIn } from "../lib/times.ts";
import { ErrorState } from "./error-state.tsx";
import { ListPending } from "./pending.tsx";
import { pieceSentences } from "./sentences.ts";

interface Props<Value> {
  readonly answer: Answer<Value>;
  /** The shape of what is awaited; the rows of a list where it is not said. */
  readonly pending?: ReactNode;
  readonly children: (value: Value) => ReactNode;
}

/** An answer of the api in its four states: awaited, failed, there, and there though the last try to refresh it failed. */
export const Answered = <Value,>({ answer, pending, children }: Props<Value>): ReactNode => {
  const { sentences, language } = useLanguage();
  const say = useSay(pieceSentences);
  if (answer.value === null) {
    if (answer.failure !== null) {
      return <ErrorState failure={answer.failure} asking={answer.asking} onAgain={answer.again} />;
    }
    return pending ?? <ListPending label={say("list.loading")} />;
  }
  return (
    <>
      {answer.failure !== null && answer.at !== null && (
        <Text role="status" c="var(--mantine-color-error)">
          {sentences.failures.stale(timesIn(language).clock(answer.at))}
        </Text>
      )}
      {children(answer.value)}
    </>
  );
};
