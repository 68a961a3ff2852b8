import type { Draft, Recipient } from "./draft.ts";

/** Whom a rule tells, and when those who come later are told. */
type Tiers = Pick<Draft, "recipients" | "escalation">;

/** How long people are given to answer, unless told. */
const usualMinutes = 15;

/** The same order without gaps: whoever is left first is told at once, and each later tier keeps its time. */
export const closed = ({ recipients, escalation }: Tiers): Tiers => {
  const tiers = [...new Set(recipients.map(({ tier }) => tier))].sort((a, b) => a - b);
  return {
    recipients: recipients.map((recipient): Recipient => ({ ...recipient, tier: tiers.indexOf(recipient.tier) })),
    escalation: tiers.slice(1).map((tier) => escalation[tier - 1] ?? { afterMinutes: usualMinutes }),
  };
};

/** Moves a recipient to another tier. */
export const movedTo = ({ recipients, escalation }: Tiers, address: string, tier: number): Tiers =>
  closed({
    recipients: recipients.map((recipient) => (recipient.address === address ? { ...recipient, tier } : recipient)),
    escalation,
  });

/** Gives those before a tier another time to answer. */
export const answeredWithin = (
  escalation: Draft["escalation"],
  tier: number,
  afterMinutes: number,
): Draft["escalation"] => escalation.map((step, index) => (index === tier - 1 ? { afterMinutes } : step));
