import type { JudgedChange } from "../conditions/index.ts";
import { isUrgentMail } from "../deliveries/index.ts";
import { type DeliveryId, highestOf, type Instant, isAtLeast, type RuleId, type Severity } from "../kernel/index.ts";
import type { Decision } from "../notification-rules/index.ts";
import type { Bundling } from "../organizations/index.ts";

/** A delivery of the same incident that is not sealed yet, held for a digest or not: it can take more news in. */
export interface OpenDelivery {
  readonly id: DeliveryId;
  readonly address: string;
  readonly severity: Severity;
  /** High, critical, or risen in severity. */
  readonly urgent: boolean;
  readonly dueAt: Instant;
}

/** News for one address: a new delivery, or more for one that still waits. */
export interface PlannedDelivery {
  readonly address: string;
  /** The waiting delivery that absorbs it; null makes a new one. */
  readonly into: DeliveryId | null;
  /** The rules that asked for it, each a cause. */
  readonly ruleIds: readonly RuleId[];
  readonly severity: Severity;
  /** Whether it tells that the severity rose. */
  readonly escalates: boolean;
  /** Whether it is too grave for the digest that it may be held for. */
  readonly released: boolean;
  readonly dueAt: Instant;
}

/** What follows from one change, committed with it as one value. */
export interface NotificationPlan {
  readonly decisions: readonly Decision[];
  readonly deliveries: readonly PlannedDelivery[];
}

/** One mail per person: rules that tell the same address of one change share a delivery that names them all. */
export const planNotifications = (
  change: JudgedChange,
  decisions: readonly Decision[],
  { openDeliveries, bundling }: { readonly openDeliveries: readonly OpenDelivery[]; readonly bundling: Bundling },
  now: Instant,
): NotificationPlan => {
  const rulesByAddress = new Map<string, RuleId[]>();
  for (const { ruleId, recipients } of decisions) {
    for (const { address, told } of recipients) {
      if (told) rulesByAddress.set(address, [...(rulesByAddress.get(address) ?? []), ruleId]);
    }
  }
  const severity = highestOf([change.severity, ...change.alerts.map((alert) => alert.severity)]);
  const dueAt = now + (isUrgent(change, severity) ? bundling.urgentMs : bundling.otherMs);
  const escalates = change.kinds.includes("escalated");
  const urgent = isUrgentMail({ severity, escalates });
  const deliveries = [...rulesByAddress].map(([address, ruleIds]): PlannedDelivery => {
    const open = openDeliveries.find((delivery) => delivery.address === address);
    // What waits may be hastened by graver news, never held up by later news.
    return {
      address,
      into: open?.id ?? null,
      ruleIds,
      severity: highestOf([severity, open?.severity ?? "unknown"]),
      escalates,
      released: open !== undefined && urgent && !open.urgent,
      dueAt: Math.min(dueAt, open?.dueAt ?? dueAt),
    };
  });
  return { decisions, deliveries };
};

const isUrgent = (change: JudgedChange, severity: Severity): boolean =>
  isAtLeast(severity, "high") && (change.kinds.includes("opened") || change.kinds.includes("escalated"));
