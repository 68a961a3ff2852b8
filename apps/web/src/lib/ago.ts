const steps = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** How long ago a moment is, in words: "4 minutes ago". */
export const agoIn = (language: "en" | "nl", at: number, now: number): string => {
  const format = new Intl.RelativeTimeFormat(language === "nl" ? "nl-NL" : "en-GB", { numeric: "always" });
  const passed = Math.max(0, now - at);
  const step = steps.find(({ ms }) => passed >= ms);
  return step === undefined
    ? format.format(-Math.floor(passed / 1_000), "second")
    : format.format(-Math.floor(passed / step.ms), step.unit);
};
