import type { ReactNode } from "react";
import { useLanguage } from "../languages/index.ts";
import type { Failure } from "../lib/http.ts";
import { Card } from "./card.tsx";
import { FailureHelp, failureTitle } from "./failure-help.tsx";
import { PageTitle } from "./page-title.tsx";

interface Props {
  readonly failure: Failure;
  readonly asking: boolean;
  readonly onAgain: () => void;
}

/** A page that could not be shown at all. It takes the focus, so that it is heard. */
export const FailurePage = (props: Props): ReactNode => (
  <Card>
    <PageTitle text={failureTitle(props.failure, useLanguage().sentences)} focus />
    <FailureHelp {...props} />
  </Card>
);
