import { pollAdvice } from "@tocsin/core/sources";
import { catalog } from "../catalog.ts";
import { nl } from "./nl.ts";

/** What to do about a poll that does not work; the English words are core's own. */
export const pollAdviceSentences = catalog(pollAdvice, nl);
