import { Stack, Text } from "@mantine/core";
import { stepNames, type TransportStep } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { CodeLine } from "../../components/code-line.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { mailSentences } from "./sentences.ts";
import styles from "./step-list.module.css";

interface Props {
  readonly steps: readonly TransportStep[];
  readonly running: boolean;
}

/** The steps of a test, each with how it went; the one that failed with the server's words and what to do. */
export const StepList = ({ steps, running }: Props): ReactNode => {
  const say = useSay(mailSentences);
  return (
    <ol className={styles["steps"]} aria-label={say("test.steps")} aria-busy={running}>
      {stepNames.map((name) => {
        const step = steps.find((taken) => taken.name === name);
        return (
          <li key={name}>{step === undefined ? <Untaken name={name} running={running} /> : <Taken step={step} />}</li>
        );
      })}
    </ol>
  );
};

const Untaken = ({ name, running }: { readonly name: TransportStep["name"]; readonly running: boolean }): ReactNode => {
  const say = useSay(mailSentences);
  return (
    <Text c="dimmed">
      {say(`step.${name}`)} {running ? "…" : `– ${say("state.skipped")}`}
    </Text>
  );
};

const Taken = ({ step }: { readonly step: TransportStep }): ReactNode => {
  const say = useSay(mailSentences);
  const { name, state, said, cause, ms } = step;
  if (state === "skipped") return <Untaken name={name} running={false} />;
  return (
    <Stack gap={4}>
      <Text component="span">
        <YesNo yes={state === "passed"} text={`${say(`step.${name}`)}: ${say(`state.${state}`)}`} />{" "}
        <Text component="span" size="sm" c="dimmed">
          {say("step.ms", { ms })}
        </Text>
      </Text>
      {state === "passed" && said !== "" && (
        <Text size="sm" c="dimmed" lang="en" className={styles["said"] ?? ""}>
          {said}
        </Text>
      )}
      {state === "failed" && (
        <>
          {cause !== null && <Text fw={600}>{say(`cause.${cause}`)}</Text>}
          <Text size="sm">{say("step.said")}</Text>
          <CodeLine text={said} />
        </>
      )}
    </Stack>
  );
};
