import { Button, Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../../languages/index.ts";
import type { Answer } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import styles from "./freshness.module.css";

interface Props {
  readonly answer: Pick<Answer<unknown>, "at" | "failure" | "asking" | "again">;
}

/** How old the page is and whose times it shows, with a button that asks anew and leaves what is there until then. */
export const Freshness = ({ answer: { at, failure, asking, again } }: Props): ReactNode => {
  const { incident, failures } = useLanguage().sentences;
  const { clock, zone } = useTimes();
  if (at === null) return null;
  const stale = failure !== null && !asking;
  return (
    <div className={styles["freshness"]}>
      <Text size="sm" c={stale ? "error" : "dimmed"}>
        {stale ? failures.stale(clock(at)) : incident.asOf(clock(at), zone)}
      </Text>
      <Button variant="default" size="compact-sm" onClick={again} aria-disabled={asking}>
        {asking ? incident.refreshing : incident.refresh}
      </Button>
      <VisuallyHidden role="status">
        {asking ? incident.refreshing : stale ? failures.stale(clock(at)) : incident.asOf(clock(at), zone)}
      </VisuallyHidden>
    </div>
  );
};
