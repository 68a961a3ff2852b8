import { type ReasonKind, reasons } from "@tocsin/core/kernel";

/** Why somebody is told or not, and why a mail stands as it does: core's own words. */
export const en: Record<ReasonKind, string> = {
  ...reasons,
  toldLater: "is told if nobody acknowledges within {minutes, plural, one {# minute} other {# minutes}}",
};
