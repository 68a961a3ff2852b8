import { type Instant, reasonOf, reasons, toIso } from "../kernel/index.ts";
import type { DeliveryState } from "./delivery.ts";

/**
 * Why a delivery of a restored database is held until a person redrives it; null for one that had come to its end.
 * After the backup the installation went on: whatever was open in it may have been sent since, and nobody here knows.
 */
export const heldAfterRestore = (state: DeliveryState, takenAt: Instant): string | null => {
  switch (state) {
    case "sending":
      return reasonOf("doubtSinceBackup", { at: toIso(takenAt) });
    case "waiting":
    case "held":
      return reasonOf("openAtBackup", { at: toIso(takenAt) });
    case "sent":
    case "captured":
    case "failed":
    case "inDoubt":
    case "cancelled":
      return null;
  }
};

/** What an attempt that was under way when the backup was taken came to, as far as the restored database can know. */
export const attemptAfterRestore = { kind: "inDoubt", reason: reasons.backupDuring } as const;
