import { catalog } from "../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

/** The pieces that pages are made of. */
export const pieceSentences = catalog(en, nl);
