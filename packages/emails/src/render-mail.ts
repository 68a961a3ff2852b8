import { remembered } from "@tocsin/core/kernel";
import type { Mail, Message, Sender } from "@tocsin/core/messages";
import { safeLine } from "./foreign-text.ts";
import { asciiHost } from "./safe-url.ts";
import { accountTemplate } from "./templates/account/index.ts";
import { digestTemplate } from "./templates/digest/index.ts";
import { incidentTemplate } from "./templates/incident/index.ts";
import { noticeTemplate } from "./templates/notice/index.ts";
import type { Rendered, Template } from "./templates/template.ts";
import { testTemplate } from "./templates/test/index.ts";

type Kind = Message["kind"];
type MessageOf<K extends Kind> = Extract<Message, { kind: K }>;

/** One template per kind of message. Adding a kind of mail is adding a folder and a line here. */
const templates: { readonly [K in Kind]: Template<MessageOf<K>> } = {
  digest: digestTemplate,
  account: accountTemplate,
  incident: incidentTemplate,
  notice: noticeTemplate,
  test: testTemplate,
};

/**
 * The exact mail for one message and recipient. `date` is UTC in ms and stands in the mail's `Date` header.
 * Pure and synchronous: the same arguments give the same bytes, so a test can hold what a reader will get.
 */
export const renderMail = (message: Message, sender: Sender, date: number): Mail => {
  const { deliveryId, headers, ...parts } = rendered(message, sender);
  return {
    from: sender.from,
    ...parts,
    messageId: `<d-${deliveryId}@${senderDomain(sender.from)}>`,
    date,
    headers: singleLines({ ...headers, ...everyMail(deliveryId) }),
  };
};

const rendered = <K extends Kind>(message: MessageOf<K> & { readonly kind: K }, sender: Sender): Rendered =>
  templates[message.kind](message, sender);

/** RFC 3834: no holiday notice answers us, and Exchange keeps its own reports to itself. */
const everyMail = (deliveryId: string): Readonly<Record<string, string>> => ({
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "All",
  "X-Tocsin-Delivery": deliveryId,
});

// Whatever a template put into a header, no value of it can start another one.
const singleLines = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, safeLine(value)]));

/** The domain of `Name <address>` or of an address, in ASCII. */
const senderDomain = remembered((from) => {
  const address = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from;
  return asciiHost(`http://${address.slice(address.lastIndexOf("@") + 1).trim()}`);
});
