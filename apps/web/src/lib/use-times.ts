import { useMemo } from "react";
import { useLanguage } from "../languages/index.ts";
import { type Times, timesIn } from "./times.ts";

export const useTimes = (): Times => {
  const { language } = useLanguage();
  return useMemo(() => timesIn(language), [language]);
};
