import { catalog } from "../../languages/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export const settingsSentences = catalog(en, nl);
