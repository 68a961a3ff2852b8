import { Button, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { useTimes } from "../../lib/use-times.ts";
import { DifferenceTable } from "./difference-table.tsx";
import { differencesOf } from "./facts.ts";
import { type Names, type RuleResponse, type RuleVersion, useVersions } from "./requests.ts";
import { ruleSentences } from "./sentences.ts";
import { useRuleActions } from "./use-rule-actions.ts";
import styles from "./versions.module.css";

interface Props {
  readonly rule: RuleResponse;
  readonly names: Names;
}

/** Every version of a rule, what it changed and who saved it, each with its way back. */
export const Versions = ({ rule, names }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  const answer = useVersions(rule.id);
  return (
    <Card>
      <Title order={2}>{say("versions.title")}</Title>
      <Answered answer={answer}>
        {({ items }) => (
          <ol className={styles["versions"]} reversed>
            {items.map((version, index) => (
              <Version key={version.version} rule={rule} version={version} before={items[index + 1]} names={names} />
            ))}
          </ol>
        )}
      </Answered>
    </Card>
  );
};

interface VersionProps extends Props {
  readonly version: RuleVersion;
  readonly before: RuleVersion | undefined;
}

const Version = ({ rule, version, before, names }: VersionProps): ReactNode => {
  const say = useSay(ruleSentences);
  const times = useTimes();
  const toast = useToast();
  const { saveAs } = useRuleActions();
  const manages = usePermissions().may("rules.manage");
  const number = version.version;
  const current = number === rule.version;
  const restore = async () => {
    const recipients = version.rule.recipients.map(({ address, tier, required }) => ({ address, tier, required }));
    const now = await saveAs(rule, { ...version.rule, recipients });
    if (now !== null) toast({ text: say("versions.restored", { version: number }) });
  };
  return (
    <li className={styles["version"]}>
      <div className={styles["head"]}>
        <span>
          <b>{say("versions.saved", { version: number })}</b>
          {current && <> ({say("versions.now")})</>} · <Time at={version.savedAt} times={times} />
          {version.savedBy !== null && (
            <> {say.rich("versions.by", { name: <Foreign text={version.savedBy.name} /> })}</>
          )}
        </span>
        {manages && !current && !version.archived && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={say("versions.restore", { version: number })}
            onClick={() => void restore()}
          >
            {say("versions.restore", { version: number })}
          </Button>
        )}
      </div>
      {before === undefined ? (
        <p className={styles["first"]}>{say("versions.first")}</p>
      ) : (
        <DifferenceTable
          caption={say("versions.show")}
          from={say("versions.saved", { version: before.version })}
          to={say("versions.saved", { version: number })}
          differences={differencesOf(before.rule, version.rule, say, names)}
        />
      )}
    </li>
  );
};
