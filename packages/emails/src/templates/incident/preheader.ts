import type { IncidentMessage } from "@tocsin/core/messages";
import { fit, safeLine } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import type { Times } from "../../times.ts";
import { headlineOf } from "./headline.ts";
import { preheaderMax } from "./limits.ts";

/**
 * The grey line that an inbox shows beside the subject:
 * `High · 3 devices, 2 users · new: Shadow copies deleted on SRV-FILE-02 · 03:12 CET`, at most 110 characters.
 * A long alert title gives way to the time behind it. A turn that the subject cannot tell stands before the title.
 */
export const preheaderOf = (message: IncidentMessage, language: Language, times: Times): string => {
  const { incident, devices, users, mailboxes } = message;
  const counts = [
    ...(devices.count > 0 ? [language.devices(devices.count)] : []),
    ...(users.count > 0 ? [language.users(users.count)] : []),
    ...(mailboxes.count > 0 ? [language.mailboxes(mailboxes.count)] : []),
  ].join(", ");
  const before = [
    language.severity[incident.severity],
    ...(counts === "" ? [] : [counts]),
    ...(isMoreThanNews(message) ? [headlineOf(message, language)] : []),
  ];
  const after = incident.lastActivityAt === null ? [] : [times.clock(incident.lastActivityAt)];
  const room = preheaderMax - [...before, "", ...after].join(separator).length;
  const title = safeLine(newestAlertOf(message));
  const middle = title === "" ? [] : [fit(language.newestInPreheader(title), room)];
  return [...before, ...middle, ...after].join(separator);
};

const separator = " · ";

/** The subject of a new incident says all, and that of an update is told by its newest alert; nothing tells the rest. */
const isMoreThanNews = ({ headline }: IncidentMessage): boolean => headline !== "opened" && headline !== "updated";

const newestAlertOf = ({ changes, alerts }: IncidentMessage): string => {
  const newAlerts = changes?.lines.find((line) => line.kind === "newAlerts");
  return newAlerts?.newest ?? ((changes?.since ?? null) === null ? alerts[0]?.title : undefined) ?? "";
};
