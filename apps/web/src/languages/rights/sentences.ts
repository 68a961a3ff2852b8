import { allVerbs, type Verb, verbs } from "@tocsin/core/access";
import { catalog } from "../catalog.ts";
import { nl } from "./nl.ts";

const en = Object.fromEntries(allVerbs.map((verb) => [verb, verbs[verb].words])) as Record<Verb, string>;

/** Every right as the end of “the right to …”; the English words are those that the api's refusals use. */
export const rightSentences = catalog(en, nl);
