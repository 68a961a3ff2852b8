import { catalog } from "../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

/** The frame round every page. */
export const frameSentences = catalog(en, nl);
