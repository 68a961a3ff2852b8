import { secretPlaceholder } from "./secret-link.ts";

/** What the reader of an incident's mail can do from it, each by a link of its own. */
export const mailResponses = ["acknowledge", "mute", "stop"] as const;
export type MailResponse = (typeof mailResponses)[number];

/** Where a response is given: the page of one delivery, which whoever has its token may use. */
export const responsePath = (deliveryId: string, token: string, response: MailResponse): string =>
  `/respond/${deliveryId}/${token}/${response}`;

/** The same as it stands in a stored mail: its token is filled in when the mail goes out. */
export const responseLink = (publicUrl: string, deliveryId: string, response: MailResponse): string =>
  `${publicUrl}${responsePath(deliveryId, secretPlaceholder(deliveryId), response)}`;
