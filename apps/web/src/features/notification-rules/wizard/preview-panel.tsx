import { SegmentedControl, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Answered } from "../../../components/answered.tsx";
import { useSay } from "../../../languages/index.ts";
import { useComputed } from "../../../lib/api.ts";
import { rulesPath } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import type { Draft } from "./draft.ts";
import styles from "./preview-panel.module.css";
import { useReplay } from "./replay-panel.tsx";
import { sendable } from "./sendable.ts";

const previewSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
  sample: z.boolean(),
});

type Preview = z.output<typeof previewSchema>;

const views = ["desktop", "phone", "text", "headers"] as const;
const schemes = ["light", "dark"] as const;

interface Props {
  readonly draft: Draft;
  readonly ruleId: string | null;
}

/** The mail as it would look to its first recipient, made by what makes the real ones. */
export const PreviewPanel = ({ draft, ruleId }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  const [view, setView] = useState<(typeof views)[number]>("phone");
  const [scheme, setScheme] = useState<(typeof schemes)[number]>("light");
  // An incident that the rule would really have told of shows it best; without one the api takes the latest, or makes one up.
  const incidentId = useReplay({ draft, ruleId }).answer.value?.matches[0]?.id;
  const body = { rule: sendable(draft, say("preview.name")), ...(incidentId !== undefined && { incidentId }) };
  const answer = useComputed(`${rulesPath}/preview`, body, previewSchema);
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        aria-label={say("preview.view")}
        value={view}
        onChange={(value) => setView(value as typeof view)}
        data={views.map((value) => ({ value, label: say(`preview.${value}`) }))}
      />
      {(view === "phone" || view === "desktop") && (
        <SegmentedControl
          size="xs"
          aria-label={say("preview.scheme")}
          value={scheme}
          onChange={(value) => setScheme(value as typeof scheme)}
          data={schemes.map((value) => ({ value, label: say(`preview.${value}`) }))}
        />
      )}
      <Answered answer={answer}>
        {(mail) => (
          <Stack gap="xs">
            <Text size="sm">
              <b>{say("preview.subject")}</b> <bdi className={styles["subject"]}>{mail.subject}</bdi>
            </Text>
            {mail.sample && (
              <Text size="sm" c="dimmed">
                {say("preview.sample")}
              </Text>
            )}
            <Mail mail={mail} view={view} scheme={scheme} />
            <Text size="sm" c="dimmed">
              {say("preview.size", { kb: Math.ceil(new Blob([mail.html]).size / 1000) })}
            </Text>
          </Stack>
        )}
      </Answered>
    </Stack>
  );
};

interface MailProps {
  readonly mail: Preview;
  readonly view: (typeof views)[number];
  readonly scheme: (typeof schemes)[number];
}

const Mail = ({ mail, view, scheme }: MailProps): ReactNode => {
  const say = useSay(ruleSentences);
  if (view === "text" || view === "headers") {
    const text =
      view === "text"
        ? mail.text
        : Object.entries(mail.headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n");
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      <pre className={styles["text"]} tabIndex={0}>
        {text}
      </pre>
    );
  }
  return (
    <div className={styles["frame"]} data-view={view}>
      {/* No scripts, no forms, no links, an origin of its own: the mail can only be looked at. */}
      <iframe title={say("preview.frame")} sandbox="" srcDoc={inScheme(mail.html, scheme)} />
    </div>
  );
};

/** A sandboxed document follows the system, so the scheme is chosen in its own rules. */
const inScheme = (html: string, scheme: "light" | "dark"): string =>
  html.replaceAll(/@media \(prefers-color-scheme:\s*dark\)/g, scheme === "dark" ? "@media all" : "@media not all");
