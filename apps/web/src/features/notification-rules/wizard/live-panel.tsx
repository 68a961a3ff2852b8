import { Tabs } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Card } from "../../../components/card.tsx";
import { useSay } from "../../../languages/index.ts";
import { ruleSentences } from "../sentences.ts";
import type { Draft } from "./draft.ts";
import styles from "./live-panel.module.css";
import { PreviewPanel } from "./preview-panel.tsx";
import { ReplayPanel } from "./replay-panel.tsx";

interface Props {
  readonly draft: Draft;
  readonly ruleId: string | null;
}

const calmMs = 400;

/** What the rule as drafted would send, and would have sent; it follows the draft once typing rests. */
export const LivePanel = ({ draft, ruleId }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  const [settled] = useDebouncedValue(draft, calmMs);
  return (
    <aside aria-label={say("live")} className={styles["panel"]}>
      <Card>
        <Tabs defaultValue="replay" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="replay">{say("replay.title")}</Tabs.Tab>
            <Tabs.Tab value="preview">{say("preview.title")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="replay" pt="md">
            <ReplayPanel draft={settled} ruleId={ruleId} />
          </Tabs.Panel>
          <Tabs.Panel value="preview" pt="md">
            <PreviewPanel draft={settled} ruleId={ruleId} />
          </Tabs.Panel>
        </Tabs>
      </Card>
    </aside>
  );
};
