import { Menu } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { MoreIcon } from "./icons.ts";
import styles from "./row-menu.module.css";

interface Props {
  /** What the button is called; it names the row. */
  readonly name: string;
  /** `Menu.Item`s. */
  readonly children: ReactNode;
}

/** The menu at the end of a row. Until somebody wants it, it is no more than its button: a list has one for each row. */
export const RowMenu = (props: Props): ReactNode => {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <WantedMenu {...props} />;
  return (
    <button
      type="button"
      className={styles["menu"]}
      aria-label={props.name}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      <MoreIcon size={18} />
    </button>
  );
};

/** Opens as soon as it is there. Its button has the focus before that, and gets it back when the menu is closed. */
const WantedMenu = ({ name, children }: Props): ReactNode => {
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setOpened(true);
  }, []);
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <button ref={button} type="button" className={styles["menu"]} aria-label={name}>
          <MoreIcon size={18} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
};
