import { Anchor, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { FailureHelp, failureTitle } from "../../../components/failure-help.tsx";
import { sentenceOf as wordsOf } from "../../../components/form/faults.ts";
import { pieceSentences } from "../../../components/sentences.ts";
import { useLanguage, useSay } from "../../../languages/index.ts";
import { useApiWords } from "../../../lib/use-api-words.ts";
import { ruleSentences } from "../sentences.ts";
import type { Fault } from "./faults.ts";
import type { WizardState } from "./use-wizard.ts";
import styles from "./wizard-notice.module.css";

/** What keeps the page from being left, or the rule from being saved. It takes the focus at each try, and leads to the fields. */
export const WizardNotice = ({ wizard }: { readonly wizard: WizardState }): ReactNode => {
  const say = useSay(ruleSentences);
  const { sentences } = useLanguage();
  const notice = useRef<HTMLDivElement>(null);
  const { tries, failure, step } = wizard;
  const faults = wizard.faults.filter((fault) => fault.step === step);
  useEffect(() => {
    if (tries > 0) notice.current?.focus();
  }, [tries]);
  if (failure === null && faults.length === 0) return null;
  return (
    <div ref={notice} role="alert" tabIndex={-1} className={styles["notice"]}>
      <Stack gap="xs">
        <Text fw={600}>
          {failure === null ? say("faults", { count: faults.length }) : failureTitle(failure, sentences)}
        </Text>
        {failure !== null && (
          <FailureHelp failure={failure} asking={wizard.saving} onAgain={() => void wizard.save()} />
        )}
        {faults.length > 0 && (
          <ul className={styles["faults"]}>
            {faults.map((fault) => (
              <li key={fault.path}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  underline="always"
                  onClick={() => focusOn(fault.path)}
                >
                  <FaultText fault={fault} />
                </Anchor>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </div>
  );
};

/** A fault in the reader's words, or in those of the schema where it knows more. */
const FaultText = ({ fault }: { readonly fault: Fault }): ReactNode => useFaultText()(fault);

/** Puts a fault into the reader's words. */
export const useFaultText = () => {
  const say = useSay(ruleSentences);
  const sayPiece = useSay(pieceSentences);
  const { fault } = useApiWords();
  return ({ sentence, issue, message, count }: Fault): string =>
    sentence === null ? ((issue && wordsOf(issue, sayPiece)) ?? fault(message)) : say(sentence, { count });
};

/** The field of a path, or the nearest one above it: a part of a list is at fault in the list's field. */
const focusOn = (path: string): void => {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length -= 1) {
    const field = document.getElementById(keys.slice(0, length).join("."));
    if (field === null) continue;
    const input = field.matches("input, textarea, select, button")
      ? field
      : field.querySelector<HTMLElement>("input, textarea, select, button");
    (input ?? field).focus();
    return;
  }
};
