import type { ReactNode } from "react";
import { MenuIcon, SearchIcon } from "../../components/icons.ts";
import { PlainLink } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { Mark } from "../mark.tsx";
import { frameSentences } from "../sentences.ts";
import { AccountMenu } from "./account-menu.tsx";
import styles from "./header.module.css";
import { OrganizationMenu } from "./organization-menu.tsx";

interface Props {
  readonly onOpenNavigation: () => void;
  readonly onOpenPalette: () => void;
}

/** The bar on top: whose console this is, the way to anything by its name, and who reads it. */
export const Header = ({ onOpenNavigation, onOpenPalette }: Props): ReactNode => {
  const say = useSay(frameSentences);
  return (
    <header className={styles["header"]}>
      <button type="button" className={styles["menu"]} aria-label={say("nav.open")} onClick={onOpenNavigation}>
        <MenuIcon size={20} />
      </button>
      <PlainLink to="/" className={styles["brand"]}>
        <Mark />
        <span>Tocsin</span>
      </PlainLink>
      <OrganizationMenu />
      <button type="button" className={styles["search"]} onClick={onOpenPalette} aria-keyshortcuts="Control+K">
        <SearchIcon size={16} />
        <span className={styles["searchText"]}>{say("search")}</span>
        <kbd className={styles["keys"]}>{say("search.keys")}</kbd>
      </button>
      <AccountMenu />
    </header>
  );
};
