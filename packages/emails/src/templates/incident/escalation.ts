import type { IncidentMessage } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import type { Times } from "../../times.ts";
import { nameMax } from "./limits.ts";

/** Why the mail comes to this reader after others; null where he is told at once. */
export const escalationNotice = ({ escalation }: IncidentMessage, language: Language, times: Times): string | null =>
  escalation &&
  language.escalation(escalation.afterMinutes, times.short(escalation.since), fit(escalation.rule, nameMax));
