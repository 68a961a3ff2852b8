import { useHotkeys } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useSay } from "../../languages/index.ts";
import { frameSentences } from "../sentences.ts";
import { Header } from "./header.tsx";
import { NavigationDrawer } from "./navigation-drawer.tsx";
import { NavigationList } from "./navigation-list.tsx";
import styles from "./shell.module.css";

const Palette = lazy(() => import("./palette.tsx"));

/** What surrounds every page of people who are signed in: the bar on top, the way round beside it, and room. */
export const Shell = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const say = useSay(frameSentences);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  useHotkeys([["mod+K", () => setPaletteOpen(true)]], []);
  return (
    <div className={styles["shell"]}>
      <a href="#page" className={styles["skip"]}>
        {say("skip")}
      </a>
      <Header onOpenNavigation={() => setDrawerOpen(true)} onOpenPalette={() => setPaletteOpen(true)} />
      <div className={styles["side"]}>
        <NavigationList />
      </div>
      <NavigationDrawer opened={drawerOpen} onClose={() => setDrawerOpen(false)} />
      <main id="page" tabIndex={-1} className={styles["main"]}>
        {children}
      </main>
      {paletteOpen && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
};
