import { Stack, Text } from "@mantine/core";
import { replayResponseSchema } from "@tocsin/core/notifications";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Answered } from "../../../components/answered.tsx";
import { Foreign } from "../../../components/foreign.tsx";
import { Link } from "../../../components/link.tsx";
import { SeverityBadge } from "../../../components/severity-badge.tsx";
import { Time } from "../../../components/time.tsx";
import { useSay } from "../../../languages/index.ts";
import { useComputed } from "../../../lib/api.ts";
import { useMendWords } from "../../../lib/use-mend-words.ts";
import { useTimes } from "../../../lib/use-times.ts";
import { rulesPath } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import { DayStrip } from "./day-strip.tsx";
import type { Draft } from "./draft.ts";
import styles from "./replay-panel.module.css";
import { replayable } from "./sendable.ts";

type Replay = z.output<typeof replayResponseSchema>;

interface Props {
  readonly draft: Draft;
  /** The rule that the draft is to replace. */
  readonly ruleId: string | null;
}

/** What the draft would have done in the last 30 days; nothing is asked while it could do nothing. */
export const useReplay = ({ draft, ruleId }: Props) => {
  const { severities, deviceGroups } = draft;
  const valid = severities.length > 0 && (deviceGroups.scope === "all" || deviceGroups.ids.length > 0);
  const body = { rule: replayable(draft), ...(ruleId !== null && { ruleId }), days: 30 };
  return { valid, answer: useComputed(`${rulesPath}/replay`, body, replayResponseSchema, { enabled: valid }) };
};

/** What the draft would have done in the last 30 days, by the very function that decides live traffic. */
export const ReplayPanel = ({ draft, ruleId }: Props): ReactNode => {
  const { valid, answer } = useReplay({ draft, ruleId });
  const say = useSay(ruleSentences);
  if (!valid) return <Text size="sm">{say("replay.incomplete")}</Text>;
  return <Answered answer={answer}>{(replay) => <Report replay={replay} draft={draft} />}</Answered>;
};

const Report = ({ replay, draft }: { readonly replay: Replay; readonly draft: Draft }): ReactNode => {
  const say = useSay(ruleSentences);
  const times = useTimes();
  const inWords = useMendWords();
  const { incidents, mails, level, busiestHour, window } = replay;
  return (
    <Stack gap="md">
      <p className={styles["sum"]} role="status">
        {say.rich("replay.sum", {
          matched: incidents.matched,
          seen: incidents.seen,
          mails: mails.perRecipient,
          b: (text) => <b>{text}</b>,
        })}
      </p>
      <Text size="sm">
        <b>{say(`level.${level}`)}</b> {say(`level.${level}.text`)}
      </Text>
      {incidents.seen > 0 && <DayStrip days={replay.days} />}
      {busiestHour !== null && (
        <Text size="sm">
          {say.rich("replay.busiest", { mails: busiestHour.mails, at: <Time at={busiestHour.at} times={times} /> })}
        </Text>
      )}
      <Advice replay={replay} draft={draft} />
      <Unreached replay={replay} />
      <Examples title={say("replay.matches", { count: incidents.matched })} incidents={replay.matches.slice(0, 5)} />
      {replay.nearMisses.length > 0 && (
        <section aria-label={say("replay.near")}>
          <h3 className={styles["title"]}>{say("replay.near")}</h3>
          <ul className={styles["plain"]}>
            {replay.nearMisses.slice(0, 4).map(({ steps, incidents: count }) => (
              <li key={steps.map(({ mend }) => inWords(mend)).join()}>
                {say("replay.near.count", { count })}{" "}
                <Foreign text={steps.map(({ mend }) => inWords(mend)).join("; ")} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {replay.overlaps.length > 0 && (
        <section aria-label={say("replay.overlap")}>
          <h3 className={styles["title"]}>{say("replay.overlap")}</h3>
          <ul className={styles["plain"]}>
            {replay.overlaps.slice(0, 4).map(({ rule, mails: shared }) => (
              <li key={rule.id}>
                {say.rich("replay.overlap.rule", { mails: shared, rule: <Foreign text={rule.name} /> })}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Text size="sm" c="dimmed">
        {say(window.cut ? "replay.cut" : "replay.window", { changes: window.changes })}
      </Text>
    </Stack>
  );
};

/** The one change that would calm a rule most, with its number. */
const Advice = ({ replay, draft }: { readonly replay: Replay; readonly draft: Draft }): ReactNode => {
  const say = useSay(ruleSentences);
  const { oncePerIncident, everyUpdate } = replay.alternatives;
  if (draft.frequency.kind === "oncePerIncident" || oncePerIncident >= everyUpdate) return null;
  return <Text size="sm">{say("replay.advice", { once: oncePerIncident, every: everyUpdate })}</Text>;
};

const Unreached = ({ replay }: { readonly replay: Replay }): ReactNode => {
  const say = useSay(ruleSentences);
  const { incidents, examples } = replay.unreached;
  if (incidents === 0) return null;
  return (
    <div className={styles["unreached"]}>
      <Examples title={say("replay.unreached", { count: incidents })} incidents={examples.slice(0, 3)} />
    </div>
  );
};

interface ExamplesProps {
  readonly title: string;
  readonly incidents: readonly Pick<Replay["matches"][number], "id" | "number" | "title" | "severity">[];
}

const Examples = ({ title, incidents }: ExamplesProps): ReactNode => {
  if (incidents.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles["title"]}>{title}</h3>
      <ul className={styles["examples"]}>
        {incidents.map(({ id, number, title: name, severity }) => (
          <li key={id}>
            <SeverityBadge severity={severity} />
            <Link to="/incidents/$id" params={{ id }} target="_blank" rel="noopener">
              {number} <Foreign text={name} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
