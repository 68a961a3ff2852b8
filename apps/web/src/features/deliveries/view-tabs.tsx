import type { ReactNode } from "react";
import { Link } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import type { LogSearch } from "./log-search.ts";
import { deliverySentences } from "./sentences.ts";
import styles from "./view-tabs.module.css";

const views = [
  { view: undefined, label: "view.mails" },
  { view: "decisions", label: "view.decisions" },
] as const;

/** The two sides of the log. Each has its address, so they are links; what both can be narrowed to goes along. */
export const ViewTabs = ({ search }: { readonly search: LogSearch }): ReactNode => {
  const say = useSay(deliverySentences);
  const { rule, incident, range } = search;
  return (
    <nav aria-label={say("views")} className={styles["views"]}>
      {views.map(({ view, label }) => (
        <Link
          key={label}
          to="/deliveries"
          search={{ view, rule, incident, range }}
          activeOptions={{ explicitUndefined: true }}
          className={styles["view"] ?? ""}
        >
          {say(label)}
        </Link>
      ))}
    </nav>
  );
};
