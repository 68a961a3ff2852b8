import type { ReactNode } from "react";
import { PlainLink } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { navigation } from "../navigation.ts";
import { frameSentences } from "../sentences.ts";
import styles from "./navigation-list.module.css";

/** The way round the console, in captioned groups. */
export const NavigationList = ({ onFollow }: { readonly onFollow?: () => void }): ReactNode => {
  const say = useSay(frameSentences);
  return (
    <nav aria-label={say("nav.label")} className={styles["navigation"]}>
      {navigation
        .filter(({ entries }) => entries.length > 0)
        .map((group) => (
          <section key={group.label} aria-labelledby={`nav-${group.label}`}>
            <h2 id={`nav-${group.label}`} className={styles["caption"]}>
              {say(group.label)}
            </h2>
            <ul className={styles["list"]}>
              {group.entries.map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <PlainLink
                    to={to}
                    className={styles["entry"]}
                    activeOptions={{ exact: to === "/", includeSearch: false }}
                    {...(onFollow && { onClick: onFollow })}
                  >
                    <Icon size={18} stroke={1.7} />
                    {say(label)}
                  </PlainLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
};
