import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { hostOf } from "../lib/foreign-text.ts";
import styles from "./portal-link.module.css";

interface Props {
  readonly url: string;
  readonly text: string;
  /** Says the host that it leads to. */
  readonly opens: (host: string) => string;
}

/** A link out of the console, with the host in sight; nothing for what is no link of the web. */
export const PortalLink = ({ url, text, opens }: Props): ReactNode => {
  const host = hostOf(url);
  if (host === null) return null;
  return (
    <div className={styles["portal"]}>
      <Anchor href={url} rel="noreferrer" underline="always">
        {text}
      </Anchor>
      <bdi className={styles["host"]}>{opens(host)}</bdi>
    </div>
  );
};
