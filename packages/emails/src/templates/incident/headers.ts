import { isAtLeast } from "@tocsin/core/kernel";
import type { Headline, IncidentMessage, Sender } from "@tocsin/core/messages";
import { asciiHost, safeUrl } from "../../safe-url.ts";

type Headers = Readonly<Record<string, string>>;

/** What mail programs group and inbox rules sort by. */
export const incidentHeaders = (message: IncidentMessage, sender: Sender): Headers => ({
  ...threadHeaders(message),
  ...urgencyHeaders(message),
  ...sortingHeaders(message, message.headline, sender),
  ...unsubscribeHeaders(message),
});

/**
 * The root id of the thread never was a mail's own id and stands in every mail of it, the first included: a provider
 * may replace a mail's Message-ID, but not these two.
 */
const threadHeaders = ({ thread }: IncidentMessage): Headers => ({
  "In-Reply-To": thread.rootId,
  References: thread.rootId,
});

/** RFC 8058: mail programs offer it as a button, and post. Left out where a press would be refused. */
const unsubscribeHeaders = ({ responses }: IncidentMessage): Headers => {
  const url = safeUrl(responses?.stop ?? null);
  if (url === null) return {};
  return { "List-Unsubscribe": `<${url.href}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
};

const urgencyHeaders = ({ incident }: IncidentMessage): Headers =>
  isAtLeast(incident.severity, "high") ? { Importance: "high", "X-Priority": "1" } : {};

/** What inbox rules sort by; `change` is the kind of news, or `test`. */
export const sortingHeaders = (message: IncidentMessage, change: Headline | "test", sender: Sender): Headers => ({
  "List-Id": `Incident notifications <incidents.${asciiHost(sender.publicUrl)}>`,
  "X-Tocsin-Incident": String(message.incident.number),
  "X-Tocsin-Rule": message.why.rules.map(({ id }) => id).join(", "),
  "X-Tocsin-Severity": message.incident.severity,
  "X-Tocsin-Change": change,
});
