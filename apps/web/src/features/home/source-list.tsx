import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { agoIn } from "../../lib/ago.ts";
import styles from "./home-page.module.css";
import { useSources } from "./requests.ts";
import { homeSentences } from "./sentences.ts";

const silentAfterMs = 24 * 60 * 60 * 1_000;

/** Whether anything comes in: silence is told apart from quiet. */
export const SourceList = (): ReactNode => {
  const say = useSay(homeSentences);
  const { language } = useLanguage();
  const now = Date.now();
  return (
    <Card>
      <Title order={2}>{say("sources")}</Title>
      <Answered answer={useSources()}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{say("sources.none")}</Text>
          ) : (
            <ul className={styles["list"]}>
              {items.map(({ id, name, lastReceivedAt }) => (
                <li key={id}>
                  <Text fw={600}>
                    <Foreign text={name} />
                  </Text>
                  <Text size="sm" c="dimmed">
                    {lastReceivedAt === null
                      ? say("sources.never")
                      : say("sources.heard", { ago: agoIn(language, Date.parse(lastReceivedAt), now) })}
                  </Text>
                  {lastReceivedAt !== null && now - Date.parse(lastReceivedAt) > silentAfterMs && (
                    <Text size="sm" c="var(--mantine-color-error)">
                      {say("sources.silent")}
                    </Text>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  );
};
