import type { AccountMessage, Sender } from "@tocsin/core/messages";
import { createElement } from "react";
import { languageOf } from "../../languages/index.ts";
import { renderHtml } from "../../render-html.ts";
import type { Template } from "../template.ts";
import { contentOf } from "./content.ts";
import { AccountTemplate } from "./template.tsx";
import { textOf } from "./text.ts";

/** What somebody is told about his own account. It belongs to no thread, and its headers tell nothing of it. */
export const accountTemplate: Template<AccountMessage> = (message: AccountMessage, sender: Sender) => {
  const content = contentOf(message, sender, languageOf(message.recipient.locale));
  return {
    to: message.recipient.address,
    deliveryId: message.deliveryId,
    subject: content.subject,
    html: renderHtml(createElement(AccountTemplate, { content })),
    text: textOf(content),
    headers: {},
  };
};
