import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "../components/link.tsx";
import { useLanguage } from "../languages/index.ts";
import { useNavigation } from "../lib/navigation.tsx";
import { incidentsPath, pageAt } from "../lib/pages.ts";
import { useSession } from "../lib/session.tsx";
import { Mark } from "./mark.tsx";
import styles from "./shell.module.css";

interface Props {
  /** Whether the header leads to other pages; the set-up asks before it is left, which only a plain link lets it do. */
  readonly navigates?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** What surrounds every page: the name and the way round above it, and room. */
export const Shell = ({ navigates = false, wide = false, children }: Props): ReactNode => (
  <div className={styles["shell"]} data-wide={wide}>
    <header className={styles["header"]}>
      <div className={styles["bar"]}>
        {navigates ? (
          <Link to="/" className={styles["brand"] ?? ""} underline="never">
            <Mark />
            Tocsin
          </Link>
        ) : (
          <a href="/" className={styles["brand"]}>
            <Mark />
            Tocsin
          </a>
        )}
        {navigates && <Ways />}
      </div>
    </header>
    <main className={styles["main"]}>{children}</main>
  </div>
);

/** For people who are signed in; to others nothing would open. */
const Ways = (): ReactNode => {
  const { incidents, access } = useLanguage().sentences;
  const { token, leave } = useSession();
  const page = pageAt(useNavigation().pathname);
  if (token === null) return null;
  return (
    <>
      <nav className={styles["ways"]}>
        <Link
          to={incidentsPath}
          className={styles["way"] ?? ""}
          underline="never"
          aria-current={page.kind === "incidents" ? "page" : undefined}
        >
          {incidents.title}
        </Link>
      </nav>
      <Button variant="default" size="compact-sm" className={styles["out"] ?? ""} onClick={leave}>
        {access.signOut}
      </Button>
    </>
  );
};
