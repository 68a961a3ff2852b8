import type { DeliveryState, HeldFor } from "../deliveries/index.ts";
import {
  type ChangeId,
  type DeliveryId,
  hourMs,
  type IncidentId,
  type Instant,
  minuteMs,
  type OrganizationId,
  type RuleId,
} from "../kernel/index.ts";
import type { Decision } from "../notification-rules/index.ts";

/** A delivery as far as it bears witness that somebody was told. */
export interface Witness {
  readonly id: DeliveryId;
  readonly address: string;
  readonly state: DeliveryState;
  readonly heldFor: HeldFor | null;
  /** The state of the digest that tells of it; null where none does, or where it is gone. */
  readonly digest: DeliveryState | null;
  /** Of its newest series: attempts that the mail server accepted. A captured one counts as accepted. */
  readonly accepted: number;
  /** Of its newest series: attempts that ended in doubt, each of which explains one mail more. */
  readonly inDoubt: number;
  /** Series of attempts that people began anew. */
  readonly redrive: number;
  /** Whether it was asked for because nobody answered an earlier mail: that is decided later than its change. */
  readonly byEscalation: boolean;
}

/** What is on record of one change: what rules answered, and which mails followed. */
export interface ChangeOnRecord {
  readonly id: ChangeId;
  readonly organizationId: OrganizationId;
  readonly incidentId: IncidentId;
  readonly at: Instant;
  readonly decisions: readonly Pick<Decision, "ruleId" | "outcome" | "recipients">[];
  readonly causes: readonly {
    readonly ruleId: RuleId;
    readonly address: string;
    readonly deliveryId: DeliveryId;
    /** Null where the delivery is gone. */
    readonly delivery: Witness | null;
  }[];
}

/**
 * Why a mail is missing, though it was decided:
 * - `neverPlanned`: no delivery was made for it.
 * - `gone`: its delivery is no longer there.
 * - `misdirected`: its delivery goes to another address.
 * - `unproved`: its delivery is called sent, and no attempt was accepted.
 * - `abandoned`: it is held for a digest that will not go out.
 * - `unfinished`: it is still on its way after every time that it may take.
 *
 * And why one is surplus:
 * - `undecided`: no decision told that address.
 * - `repeated`: the mail server accepted it more often than attempts in doubt explain.
 */
export const disagreements = {
  missing: ["neverPlanned", "gone", "misdirected", "unproved", "abandoned", "unfinished"],
  surplus: ["undecided", "repeated"],
} as const;

export type Disagreement = (typeof disagreements)["missing" | "surplus"][number];

/** A mail that should have been and is not, or that is and should not have been. */
export interface Finding {
  readonly kind: keyof typeof disagreements;
  readonly why: Disagreement;
  readonly organizationId: OrganizationId;
  readonly incidentId: IncidentId;
  readonly changeId: ChangeId;
  readonly ruleId: RuleId;
  readonly address: string;
  readonly deliveryId: DeliveryId | null;
}

/** The two times at which a change is looked at: soon after its commit, and when its mails must have come to an end. */
export const rounds = ["soon", "final"] as const;
export type Round = (typeof rounds)[number];

/** How long after its commit each round looks at a change. A mail is tried for a day, and once more at the end of it. */
export const roundAfterMs: Readonly<Record<Round, number>> = { soon: 2 * minuteMs, final: 26 * hourMs };

/**
 * Replays what was decided about a change against the mails that followed. A mail that failed, is in doubt or was cancelled
 * is none of its findings: it is on record with its reason, and the list of deliveries shows it.
 */
export const reconcile = (change: ChangeOnRecord, now: Instant): readonly Finding[] => [
  ...missingOf(change, now),
  ...surplusOf(change),
];

const missingOf = (change: ChangeOnRecord, now: Instant): readonly Finding[] =>
  change.decisions.flatMap(({ ruleId, recipients }) =>
    recipients
      .filter(({ told }) => told)
      .flatMap(({ address }) => {
        const cause = change.causes.find((one) => one.ruleId === ruleId && one.address === address);
        const why = whyMissing(address, cause, now - change.at >= roundAfterMs.final);
        return why === null ? [] : [findingOf(change, "missing", why, ruleId, address, cause?.deliveryId ?? null)];
      }),
  );

const whyMissing = (
  address: string,
  cause: ChangeOnRecord["causes"][number] | undefined,
  isOld: boolean,
): Disagreement | null => {
  if (cause === undefined) return "neverPlanned";
  const { delivery } = cause;
  if (delivery === null) return "gone";
  if (delivery.address !== address) return "misdirected";
  if ((delivery.state === "sent" || delivery.state === "captured") && delivery.accepted === 0) return "unproved";
  if (isAbandoned(delivery)) return "abandoned";
  return isOld && isOnItsWay(delivery) ? "unfinished" : null;
};

/** What a person has redriven begins a day of its own. */
const isOnItsWay = ({ state, redrive }: Witness): boolean =>
  (state === "waiting" || state === "sending") && redrive === 0;

/** A digest that failed or was cancelled takes its members with it; one that is gone, or over without them, does not. */
const isAbandoned = ({ state, heldFor, digest }: Witness): boolean =>
  state === "held" && heldFor === "digest" && (digest === null || digest === "failed" || digest === "cancelled");

const surplusOf = (change: ChangeOnRecord): readonly Finding[] =>
  change.causes.flatMap(({ ruleId, address, deliveryId, delivery }) => {
    const why = whySurplus(isDecided(change, ruleId, address), delivery);
    return why === null ? [] : [findingOf(change, "surplus", why, ruleId, address, deliveryId)];
  });

const whySurplus = (decided: boolean, delivery: Witness | null): Disagreement | null => {
  // What was made by mistake and stopped in time reached nobody.
  if (!decided)
    return delivery === null || delivery.state === "cancelled" || delivery.byEscalation ? null : "undecided";
  return delivery !== null && delivery.accepted > 1 + delivery.inDoubt ? "repeated" : null;
};

const isDecided = ({ decisions }: ChangeOnRecord, ruleId: RuleId, address: string): boolean =>
  decisions.some(
    (decision) => decision.ruleId === ruleId && decision.recipients.some((one) => one.told && one.address === address),
  );

const findingOf = (
  { organizationId, incidentId, id: changeId }: ChangeOnRecord,
  kind: Finding["kind"],
  why: Disagreement,
  ruleId: RuleId,
  address: string,
  deliveryId: DeliveryId | null,
): Finding => ({ kind, why, organizationId, incidentId, changeId, ruleId, address, deliveryId });
