import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import styles from "./list-news.module.css";
import { pieceSentences } from "./sentences.ts";

interface Props {
  /** What the list holds, in words. */
  readonly holds: string;
  readonly count: number;
  readonly onShow: () => void;
}

/** Says what a list holds and that it has news, and lets whoever reads it decide when the rows may move. */
export const ListNews = ({ holds, count, onShow }: Props): ReactNode => {
  const say = useSay(pieceSentences);
  return (
    <div role="status" className={styles["line"]}>
      <Text size="sm" c="dimmed">
        {holds}
      </Text>
      {count > 0 && (
        <Button size="compact-sm" radius="xl" onClick={onShow}>
          {say("news.show", { count })}
        </Button>
      )}
    </div>
  );
};
