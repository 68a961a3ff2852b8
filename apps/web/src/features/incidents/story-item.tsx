import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { Time } from "../../components/time.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { failureIn, reasonIn } from "../../lib/phrases.ts";
import type { Reader } from "../../lib/reader.ts";
import { useMendWords } from "../../lib/use-mend-words.ts";
import type { Story } from "./explanation.ts";
import styles from "./story-item.module.css";
import { VerdictTable } from "./verdict-table.tsx";

interface Props {
  readonly story: Story;
  readonly rule: string;
  readonly reader: Reader;
}

/** What a rule made of one change: in a line, and opened up, condition by condition and recipient by recipient. */
export const StoryItem = ({ story, rule, reader }: Props): ReactNode => {
  const { told, words } = reader.sentences;
  const { change, decision } = story;
  return (
    <details className={styles["story"]}>
      <summary>
        <span className={styles["line"]}>
          <YesNo yes={story.told} text={story.told ? told.told : told.notTold} />
          <span>{told.changeOf(change.seq, change.kinds.map((kind) => words.change[kind]).join(", "))}</span>
          <span className={styles["at"]}>
            <Time at={change.at} times={reader.times} />
          </span>
          <span className={styles["gist"]}>
            <Foreign text={gistOf(story, reader)} />
          </span>
        </span>
      </summary>
      <div className={styles["opened"]}>
        {!story.recorded && <Text size="sm">{told.notDecided}</Text>}
        {decision.outcome === "suppressed" && <Text size="sm">{told.suppressed}</Text>}
        <VerdictTable because={decision.because} caption={told.table.caption(rule, change.seq)} reader={reader} />
        {decision.alert !== null && decision.alert.key !== null && (
          <Text size="sm" c="dimmed">
            <Foreign text={(decision.outcome === "no" ? told.closest : told.judged)(decision.alert.title)} />
          </Text>
        )}
        <Recipients story={story} reader={reader} />
        <Otherwise story={story} reader={reader} />
      </div>
    </details>
  );
};

/** The answer in one line: whom it told, or what stood in the way. */
const gistOf = ({ told, decision, recorded }: Story, reader: Reader): string => {
  const { sentences } = reader;
  if (told) {
    const addresses = decision.recipients.filter((recipient) => recipient.told).map(({ address }) => address);
    const more = addresses.length - 3;
    const shown = addresses.slice(0, 3).join(", ");
    return more > 0 ? sentences.incident.lines.andMore(shown, more) : shown;
  }
  const failed = decision.because.filter(({ holds }) => !holds);
  if (failed.length > 0) {
    return failed.map((verdict) => failureIn(verdict, reader)).join(" · ");
  }
  return recorded ? sentences.told.suppressed : sentences.told.notDecidedShort;
};

const Recipients = ({ story, reader }: Omit<Props, "rule">): ReactNode => {
  const { told } = reader.sentences;
  return (
    <div>
      <p className={styles["label"]}>{told.recipients}</p>
      <ShowAll
        items={story.decision.recipients}
        keyOf={({ address }) => address}
        what={told.recipients}
        className={styles["recipients"]}
      >
        {(recipient) => {
          const wasTold = story.recorded && recipient.told;
          return (
            <>
              <Foreign text={recipient.address} />{" "}
              <span className={styles["reason"]}>
                <YesNo yes={wasTold} text={wasTold ? told.told : told.notTold} />
                <Foreign text={reasonIn(recipient.reason, reader)} />
              </span>
            </>
          );
        }}
      </ShowAll>
    </div>
  );
};

/** What would have to be different, and what the rule would do by now where that is something else. */
const Otherwise = ({ story, reader }: Omit<Props, "rule">): ReactNode => {
  const inWords = useMendWords();
  const { told } = reader.sentences;
  return (
    <>
      {story.nowTells !== null && <Text size="sm">{story.nowTells ? told.wouldTellNow : told.wouldNotTellNow}</Text>}
      {story.flip.length > 0 && (
        <div className={styles["flip"]}>
          <p>{told.wouldTellIf}</p>
          <ul>
            {story.flip.map(({ condition, mend }) => (
              <li key={`${condition} ${inWords(mend)}`}>
                <Foreign text={inWords(mend)} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};
