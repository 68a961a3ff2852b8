import { catalog } from "../catalog.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export const reasonSentences = catalog(en, nl);
