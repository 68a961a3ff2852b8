import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../languages/index.ts";
import type { Failure } from "../lib/http.ts";
import { Card } from "./card.tsx";
import { FailureHelp, failureTitle } from "./failure-help.tsx";

interface Props {
  readonly failure: Failure;
  readonly asking: boolean;
  readonly onAgain: () => void;
}

/** Stands where something would that could not be shown: what happened, and what to do. */
export const ErrorState = (props: Props): ReactNode => (
  <div role="alert">
    <Card>
      <Title order={2}>{failureTitle(props.failure, useLanguage().sentences)}</Title>
      <FailureHelp {...props} />
    </Card>
  </div>
);
