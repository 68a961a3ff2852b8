import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../../languages/index.ts";
import { frameSentences } from "../sentences.ts";
import { NavigationList } from "./navigation-list.tsx";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The way round on a narrow screen. It closes once it was followed. */
export const NavigationDrawer = ({ opened, onClose }: Props): ReactNode => {
  const say = useSay(frameSentences);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size="18rem"
      title="Tocsin"
      closeButtonProps={{ "aria-label": say("nav.close") }}
    >
      <NavigationList onFollow={onClose} />
    </Drawer>
  );
};
