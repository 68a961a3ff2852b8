import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { CoverageIcon, DeliveriesIcon, HomeIcon, IncidentsIcon, RulesIcon } from "../components/icons.ts";
import type { frameSentences } from "./sentences.ts";

type SentenceKey = keyof (typeof frameSentences)["en"];

export interface NavigationEntry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: SentenceKey;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
}

export interface NavigationGroup {
  readonly label: SentenceKey;
  readonly entries: readonly NavigationEntry[];
}

/** The way round the console, a line for each page; the command palette leads to the same ones. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: "group.work",
    entries: [
      { to: "/", label: "home", icon: HomeIcon },
      { to: "/incidents", label: "incidents", icon: IncidentsIcon },
    ],
  },
  {
    label: "group.notifications",
    entries: [
      { to: "/rules", label: "rules", icon: RulesIcon },
      { to: "/deliveries", label: "deliveries", icon: DeliveriesIcon },
      { to: "/coverage", label: "coverage", icon: CoverageIcon },
    ],
  },
  {
    label: "group.configuration",
    entries: [],
  },
  {
    label: "group.administration",
    entries: [],
  },
];
