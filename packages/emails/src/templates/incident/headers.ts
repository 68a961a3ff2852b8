import { isAtLeast } from "@tocsin/core/kernel";
import type { IncidentMessage, Sender } from "@tocsin/core/messages";
import { asciiHost } from "../../safe-url.ts";

/**
 * What mail programs group and inbox rules sort by. The root id of the thread never was a mail's own id and stands in
 * every mail of it, the first included: a provider may replace a mail's Message-ID, but not these two.
 */
export const incidentHeaders = (message: IncidentMessage, sender: Sender): Readonly<Record<string, string>> => ({
  "In-Reply-To": message.thread.rootId,
  References: message.thread.rootId,
  "List-Id": `Incident notifications <incidents.${asciiHost(sender.publicUrl)}>`,
  ...(isAtLeast(message.incident.severity, "high") ? { Importance: "high", "X-Priority": "1" } : {}),
  "X-Tocsin-Incident": String(message.incident.number),
  "X-Tocsin-Rule": message.why.rules.map(({ id }) => id).join(", "),
  "X-Tocsin-Severity": message.incident.severity,
  "X-Tocsin-Change": message.headline,
});
