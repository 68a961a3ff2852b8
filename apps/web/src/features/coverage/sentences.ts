import { catalog } from "../../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

/** Who is told of what, and what nobody was told of. */
export const coverageSentences = catalog(en, nl);
