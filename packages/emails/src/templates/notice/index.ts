import type { NoticeMessage, Sender } from "@tocsin/core/messages";
import { createElement } from "react";
import { languageOf } from "../../languages/index.ts";
import { renderHtml } from "../../render-html.ts";
import { asciiHost } from "../../safe-url.ts";
import type { Template } from "../template.ts";
import { contentOf } from "./content.ts";
import { NoticeTemplate } from "./template.tsx";
import { textOf } from "./text.ts";

/** What one administrator is told about Tocsin itself. */
export const noticeTemplate: Template<NoticeMessage> = (message: NoticeMessage, sender: Sender) => {
  const content = contentOf(message, sender, languageOf(message.recipient.locale));
  const host = asciiHost(sender.publicUrl);
  const thread = `<notice-${message.thread.replace(/[^\w.-]/g, "")}@${host}>`;
  return {
    to: message.recipient.address,
    deliveryId: message.deliveryId,
    subject: content.subject,
    html: renderHtml(createElement(NoticeTemplate, { content })),
    text: textOf(content),
    headers: {
      "In-Reply-To": thread,
      References: thread,
      "List-Id": `Notices about Tocsin <notices.${host}>`,
      "X-Tocsin-Notice": message.notice.kind,
    },
  };
};
