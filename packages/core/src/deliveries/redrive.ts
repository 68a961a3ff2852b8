import type { DeliveryId } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";

/**
 * The same mail as another delivery: wherever it names the old one (its Message-ID, its header, its last line) it names
 * the new. A mail program would hide a second mail with the Message-ID of the first.
 */
export const mailOfAnother = (mail: Mail, from: DeliveryId, to: DeliveryId): Mail => {
  const renamed = (text: string): string => text.replaceAll(from, to);
  return {
    ...mail,
    messageId: renamed(mail.messageId),
    html: renamed(mail.html),
    text: renamed(mail.text),
    headers: Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, renamed(value)])),
  };
};
