/** One thing that was looked at. Only a fault makes the doctor end with 1. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warning" | "fault" | "skipped";
  readonly found: string;
  /** What a person can do about it; null where there is nothing to do. */
  readonly advice: string | null;
}

export const ok = (name: string, found: string): Check => ({ name, state: "ok", found, advice: null });

export const skipped = (name: string, found: string): Check => ({ name, state: "skipped", found, advice: null });

export const warning = (name: string, found: string, advice: string): Check => ({
  name,
  state: "warning",
  found,
  advice,
});

export const fault = (name: string, found: string, advice: string): Check => ({ name, state: "fault", found, advice });
