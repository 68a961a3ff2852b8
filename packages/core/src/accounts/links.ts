import { dayMs, hourMs, type Instant } from "../kernel/index.ts";
import type { User } from "./ports.ts";

/** What a link in a mail lets its holder do, once. */
export const linkPurposes = ["invitation", "passwordReset"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** How long a link works. An invitation may lie over a weekend and a holiday; a reset is asked for by who waits for it. */
export const linkLifeMs: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * dayMs,
  passwordReset: hourMs,
};

export interface AccountLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly user: User;
  readonly expiresAt: Instant;
}
