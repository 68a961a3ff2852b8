import { fieldFaults } from "@tocsin/core/kernel";
import { catalog } from "../catalog.ts";
import { nl } from "./nl.ts";

/** What core says of a field at fault; the English words are its own. */
export const faultSentences = catalog(fieldFaults, nl);
