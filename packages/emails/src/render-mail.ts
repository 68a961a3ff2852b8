import { oneLine } from "@tocsin/core/kernel";
import type { Mail, Message, Sender } from "@tocsin/core/messages";
import { asciiHost } from "./safe-url.ts";
import { incidentTemplate } from "./templates/incident/index.ts";
import type { Template } from "./templates/template.ts";

/** One template per kind of message. Adding a kind of mail is adding a folder and a line here. */
const templates: { readonly [Kind in Message["kind"]]: Template<Extract<Message, { kind: Kind }>> } = {
  incident: incidentTemplate,
};

/**
 * The exact mail for one message and recipient. `date` is UTC in ms and stands in the mail's `Date` header.
 * Pure and synchronous: the same arguments give the same bytes, so a test can hold what a reader will get.
 */
export const renderMail = (message: Message, sender: Sender, date: number): Mail => {
  const { headers, ...parts } = templates[message.kind](message, sender);
  return {
    from: sender.from,
    to: message.recipient.address,
    ...parts,
    messageId: `<d-${message.deliveryId}@${senderDomain(sender.from)}>`,
    date,
    headers: singleLines({ ...headers, ...everyMail(message) }),
  };
};

/** RFC 3834: no holiday notice answers us, and Exchange keeps its own reports to itself. */
const everyMail = (message: Message): Readonly<Record<string, string>> => ({
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "All",
  "X-Tocsin-Delivery": message.deliveryId,
});

// Whatever a template put into a header, no value of it can start another one.
const singleLines = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)]));

/** The domain of `Name <address>` or of an address, in ASCII. */
const senderDomain = (from: string): string => {
  const address = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from;
  return asciiHost(`http://${address.slice(address.lastIndexOf("@") + 1).trim()}`);
};
