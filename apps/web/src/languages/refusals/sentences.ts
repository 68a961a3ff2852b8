import { type RefusalKind, refusals } from "@tocsin/core/kernel";
import { catalog } from "../catalog.ts";
import { nl } from "./nl.ts";

const en = Object.fromEntries(Object.entries(refusals).map(([kind, { detail }]) => [kind, detail])) as Record<
  RefusalKind,
  string
>;

/** Why the api refused something; the English words are core's own. */
export const refusalSentences = catalog(en, nl);
