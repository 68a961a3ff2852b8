import { Button, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Card } from "../../../components/card.tsx";
import { PageTitle } from "../../../components/page-title.tsx";
import { useSay } from "../../../languages/index.ts";
import { useNames } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import { BasicsStep } from "./basics-step.tsx";
import { steps } from "./faults.ts";
import { LivePanel } from "./live-panel.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import { RecipientsStep } from "./recipients-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { SettingsStep } from "./settings-step.tsx";
import { useWizard, type WizardStart } from "./use-wizard.ts";
import styles from "./wizard.module.css";
import { WizardNotice } from "./wizard-notice.tsx";
import { WizardSteps } from "./wizard-steps.tsx";

const pages = { basics: BasicsStep, settings: SettingsStep, recipients: RecipientsStep, review: ReviewStep };

/** A rule on four pages, beside what it would send and what it would have sent. */
export const Wizard = (start: WizardStart): ReactNode => {
  const say = useSay(ruleSentences);
  const names = useNames();
  const wizard = useWizard(start);
  const { step, base } = wizard;
  const index = steps.indexOf(step);
  const before = steps[index - 1];
  const next = steps[index + 1];
  const Page = pages[step];
  const opened = useRef(0);
  useEffect(() => {
    opened.current += 1;
  }, [step]);
  const back = () => before && wizard.goTo(before);
  const go = () => (next ? wizard.goTo(next) : void wizard.save());
  useHotkeys(
    [
      ["alt+ArrowRight", () => next && wizard.goTo(next)],
      ["alt+ArrowLeft", back],
    ],
    [],
  );
  useHotkeys([["mod+Enter", () => step === "review" && void wizard.save()]], []);
  const title = base === null ? say("new.title") : say("edit.title", { name: base.name });
  const action = say(base === null ? "create" : "save");
  return (
    <Stack gap="lg">
      <PageTitle text={title} />
      {wizard.resumed && wizard.changed && (
        <Group gap="sm">
          <Text size="sm">{say("resumed")}</Text>
          <Button variant="default" size="compact-sm" onClick={wizard.startOver}>
            {say("startOver")}
          </Button>
        </Group>
      )}
      <WizardSteps step={step} faults={wizard.faults} onOpen={wizard.goTo} />
      <div className={styles["zones"]}>
        <form
          noValidate
          className={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Stack gap="lg">
            <WizardNotice wizard={wizard} />
            {wizard.theirs !== null && <Meanwhile wizard={wizard} theirs={wizard.theirs} names={names} />}
            <Card>
              <StepTitle key={step} text={say(`step.${step}`)} focus={opened.current > 0} />
              <Page wizard={wizard} names={names} />
            </Card>
            <Group gap="sm">
              {before && (
                <Button variant="default" onClick={back}>
                  {say("back")}
                </Button>
              )}
              <Button type="submit" aria-disabled={wizard.saving}>
                {next ? say("next") : wizard.saving ? say("saving") : action}
              </Button>
              <Button variant="subtle" className={styles["cancel"] ?? ""} onClick={wizard.leave}>
                {say("cancel")}
              </Button>
            </Group>
          </Stack>
        </form>
        <LivePanel draft={wizard.draft} ruleId={base?.id ?? null} />
      </div>
    </Stack>
  );
};

interface StepTitleProps {
  readonly text: string;
  /** Takes the focus, as every page but the first does. */
  readonly focus: boolean;
}

const StepTitle = ({ text, focus }: StepTitleProps): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  const [takes] = useState(focus);
  useEffect(() => {
    if (takes) heading.current?.focus();
  }, [takes]);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles["stepTitle"]}>
      {text}
    </h2>
  );
};
