import type { Status } from "@tocsin/core/incidents";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import { nameMax } from "./limits.ts";

/** A status in the reader's language; a source's own word as it came. */
export const statusWord = (status: string, language: Language): string =>
  Object.hasOwn(language.status, status) ? language.status[status as Status] : fit(status, nameMax);

/** A classification in the reader's language; a source's own word as it came. */
export const classificationWord = (classification: string, language: Language): string =>
  (Object.hasOwn(language.classification, classification) ? language.classification[classification] : undefined) ??
  fit(classification, nameMax);
