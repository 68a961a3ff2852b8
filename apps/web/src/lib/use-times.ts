import { useMemo } from "react";
import { useLanguage } from "../languages/index.ts";
import { useMe } from "./permissions.ts";
import { type Times, timesIn } from "./times.ts";

/** Times in the zone of whoever is signed in, else in that of the browser. */
export const useTimes = (): Times => {
  const { language } = useLanguage();
  const timeZone = useMe()?.user.timeZone ?? undefined;
  return useMemo(() => timesIn(language, timeZone), [language, timeZone]);
};
