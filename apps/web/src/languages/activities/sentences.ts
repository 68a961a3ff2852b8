import { type ActivityName, activities } from "@tocsin/core/access";
import { catalog } from "../catalog.ts";
import { nl } from "./nl.ts";

const en = Object.fromEntries(Object.entries(activities).map(([name, { words }]) => [name, words])) as Record<
  ActivityName,
  string
>;

/** The activities that roles are compared by; the English words are core's own. */
export const activitySentences = catalog(en, nl);
