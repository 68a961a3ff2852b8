import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";
import {
  AccountIcon,
  AuditIcon,
  CoverageIcon,
  DeliveriesIcon,
  DeviceGroupsIcon,
  HomeIcon,
  IncidentsIcon,
  MailIcon,
  RecipientsIcon,
  RulesIcon,
  SettingsIcon,
  SilencesIcon,
  SourcesIcon,
  SystemIcon,
  UsersIcon,
} from "../components/icons.ts";
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
      { to: "/recipients", label: "recipients", icon: RecipientsIcon },
      { to: "/silences", label: "silences", icon: SilencesIcon },
    ],
  },
  {
    label: "group.configuration",
    entries: [
      { to: "/device-groups", label: "deviceGroups", icon: DeviceGroupsIcon },
      { to: "/sources", label: "sources", icon: SourcesIcon },
      { to: "/mail", label: "mail", icon: MailIcon },
    ],
  },
  {
    label: "group.administration",
    entries: [
      { to: "/users", label: "users", icon: UsersIcon },
      { to: "/audit", label: "audit", icon: AuditIcon },
      { to: "/system", label: "system", icon: SystemIcon },
      { to: "/settings", label: "settings", icon: SettingsIcon },
      { to: "/me", label: "me", icon: AccountIcon },
    ],
  },
];
