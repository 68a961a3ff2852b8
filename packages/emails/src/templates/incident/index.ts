import type { IncidentMessage, Sender } from "@tocsin/core/messages";
import type { Template } from "../template.ts";
import { composeIncident } from "./compose.ts";
import { incidentHeaders } from "./headers.ts";

/** What one person is told of one incident. */
export const incidentTemplate: Template<IncidentMessage> = (message: IncidentMessage, sender: Sender) => ({
  ...composeIncident(message),
  headers: incidentHeaders(message, sender),
});
