import { catalog } from "../../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export const meSentences = catalog(en, nl);
