import { dayMs, type Instant } from "../kernel/index.ts";
import type { MailLink } from "./ports.ts";

/** How long the links of an incident's mail work. Whoever comes later finds the incident in the console. */
export const responseLifeMs = 30 * dayMs;

/** Why a link of a mail cannot be used; null where it can. */
export const linkFault = (link: MailLink | null, now: Instant): "unknown" | "over" | null => {
  if (link === null) return "unknown";
  return now >= link.createdAt + responseLifeMs ? "over" : null;
};
