import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { CheckIcon } from "../../../components/icons.ts";
import { useSay } from "../../../languages/index.ts";
import { ruleSentences } from "../sentences.ts";
import { type Fault, type Step, steps } from "./faults.ts";
import styles from "./wizard-steps.module.css";

interface Props {
  readonly step: Step;
  readonly faults: readonly Fault[];
  readonly onOpen: (step: Step) => void;
}

/** The four pages in their order; those behind are done, those ahead open once nothing before them is amiss. */
export const WizardSteps = ({ step, faults, onOpen }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  const at = steps.indexOf(step);
  return (
    <nav aria-label={say("steps")}>
      <ol className={styles["steps"]}>
        {steps.map((each, index) => {
          const faulty = faults.some((fault) => fault.step === each);
          const done = index < at && !faulty;
          return (
            <li key={each} className={styles["step"]}>
              <button
                type="button"
                className={styles["button"]}
                aria-current={each === step ? "step" : undefined}
                data-state={faulty ? "faulty" : done ? "done" : "open"}
                onClick={() => onOpen(each)}
              >
                <span className={styles["number"]}>{done ? <CheckIcon size={14} /> : index + 1}</span>
                <span className={styles["name"]}>{say(`step.${each}`)}</span>
                {(done || faulty) && <VisuallyHidden>, {say(faulty ? "step.isFaulty" : "step.isDone")}</VisuallyHidden>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
};
