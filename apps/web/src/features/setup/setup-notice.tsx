import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { useLanguage } from "../../languages/index.ts";
import { labelOf } from "./labels.ts";
import styles from "./setup-notice.module.css";
import type { SetupFormState } from "./use-setup-form.ts";

/** What stands above the form after a try that failed. It takes the focus at each, and leads to the fields at fault. */
export const SetupNotice = ({ form }: { readonly form: SetupFormState }): ReactNode => {
  const { setupFailures } = useLanguage().sentences;
  const alert = useRef<HTMLDivElement>(null);
  const tries = form.notice?.tries;
  useEffect(() => {
    if (tries === undefined) return;
    alert.current?.focus({ preventScroll: true });
    alert.current?.scrollIntoView({ block: "center" });
  }, [tries]);

  if (form.notice === null) return null;
  const { notice } = form.notice;
  const refusal = notice.kind === "refused" ? notice.refusal : null;
  if (refusal === null && form.faults.length === 0) return null;
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      className={styles["notice"] ?? ""}
      title={refusal?.title ?? setupFailures.faults(form.faults.length)}
    >
      <Stack gap="xs">
        {refusal?.help && <Text size="sm">{refusal.help}</Text>}
        {refusal?.detail && (
          <Text size="sm" lang="en">
            {refusal.detail}
          </Text>
        )}
        <FaultList form={form} others={refusal?.others ?? []} />
        {refusal?.requestId && <RequestId id={refusal.requestId} />}
      </Stack>
    </Alert>
  );
};

interface FaultListProps {
  readonly form: SetupFormState;
  readonly others: readonly string[];
}

const FaultList = ({ form, others }: FaultListProps): ReactNode => {
  const { setup } = useLanguage().sentences;
  if (form.faults.length + others.length === 0) return null;
  return (
    <ul className={styles["faults"]}>
      {form.faults.map(({ field, fault }) => (
        <li key={field}>
          {/* A button, since a link to the field would write over the token in the fragment. */}
          <Anchor
            component="button"
            type="button"
            size="sm"
            underline="always"
            onClick={() => document.getElementById(field)?.focus()}
          >
            {labelOf(field, setup)}: {fault}
          </Anchor>
        </li>
      ))}
      {others.map((other) => (
        <li key={other} lang="en">
          {other}
        </li>
      ))}
    </ul>
  );
};

const RequestId = ({ id }: { readonly id: string }): ReactNode => {
  const { requestId } = useLanguage().sentences;
  return (
    <div className={styles["request"]}>
      <Text size="sm">
        {requestId}: <code>{id}</code>
      </Text>
      <CopyButton text={id} what={requestId} />
    </div>
  );
};
