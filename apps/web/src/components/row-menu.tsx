import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { MoreIcon } from "./icons.ts";
import styles from "./row-menu.module.css";

interface Props {
  /** What the button is called; it names the row. */
  readonly name: string;
  /** `Menu.Item`s. */
  readonly children: ReactNode;
}

/** The menu at the end of a row. */
export const RowMenu = ({ name, children }: Props): ReactNode => (
  <Menu position="bottom-end">
    <Menu.Target>
      <button type="button" className={styles["menu"]} aria-label={name}>
        <MoreIcon size={18} />
      </button>
    </Menu.Target>
    <Menu.Dropdown>{children}</Menu.Dropdown>
  </Menu>
);
