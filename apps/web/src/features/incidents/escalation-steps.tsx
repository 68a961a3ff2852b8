import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { reasonIn } from "../../lib/phrases.ts";
import type { Reader } from "../../lib/reader.ts";
import { endedOf } from "./escalation-ended.ts";
import styles from "./escalation-steps.module.css";
import type { RuleExplained } from "./explanation.ts";
import { queueSentences } from "./sentences.ts";

type Escalation = RuleExplained["escalations"][number];

interface Props {
  readonly escalations: readonly Escalation[];
  /** Whether somebody looks after the incident now. */
  readonly acknowledged: boolean;
  readonly reader: Reader;
}

/** Whom a rule told next, and whom it will tell, for want of somebody who acknowledges; the newest first. */
export const EscalationSteps = ({ escalations, acknowledged, reader }: Props): ReactNode => {
  const say = useSay(queueSentences);
  if (escalations.length === 0) return null;
  return (
    <div className={styles["escalations"]}>
      <Title order={4} fz="sm">
        {say("escalation")}
      </Title>
      {escalations.toReversed().map((escalation) => (
        <ol key={escalation.begunAt} className={styles["steps"]}>
          <li>
            {say("escalation.begun")} <At at={escalation.begunAt} reader={reader} />
          </li>
          {escalation.told.map((step) => (
            <StepItem key={`${step.tier} ${step.at}`} step={step} reader={reader} />
          ))}
          <li>
            <End escalation={escalation} acknowledged={acknowledged} reader={reader} />
          </li>
        </ol>
      ))}
    </div>
  );
};

const At = ({ at, reader }: { readonly at: string; readonly reader: Reader }): ReactNode => (
  <span className={styles["at"]}>
    <Time at={at} times={reader.times} />
  </span>
);

const StepItem = ({
  step,
  reader,
}: {
  readonly step: Escalation["told"][number];
  readonly reader: Reader;
}): ReactNode => {
  const say = useSay(queueSentences);
  const { told } = reader.sentences;
  return (
    <li>
      <strong>{say("escalation.told", { step: step.tier })}</strong> <At at={step.at} reader={reader} />
      <ul className={styles["recipients"]}>
        {step.recipients.map((recipient) => (
          <li key={recipient.address}>
            <Foreign text={recipient.address} />
            <YesNo yes={recipient.told} text={recipient.told ? told.told : told.notTold} />
            {!recipient.told && (
              <span className={styles["reason"]}>
                <Foreign text={reasonIn(recipient.reason, reader)} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
};

/** What comes next, or why nothing does. */
const End = ({
  escalation: { next, ended },
  acknowledged,
  reader,
}: Omit<Props, "escalations"> & { readonly escalation: Escalation }): ReactNode => {
  const say = useSay(queueSentences);
  if (next !== null) {
    if (acknowledged) return say("escalation.stopped");
    return (
      <>
        {say("escalation.next", { step: next.tier })} <At at={next.at} reader={reader} />
      </>
    );
  }
  if (ended === null) return say("escalation.all");
  const why = endedOf(ended);
  const reason =
    why === null
      ? ended
      : why.key === "ended.acknowledged"
        ? say(why.key, { who: why.who, at: reader.times.short(why.at) })
        : say(why.key);
  return (
    <>
      {say("escalation.over")}: <Foreign text={reason} />
    </>
  );
};
