import { catalog } from "../../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

/** Notification rules: their list, their pages and their wizard. */
export const ruleSentences = catalog(en, nl);
