import type { Mail, Message, Sender } from "@tocsin/core/messages";

/** What differs between kinds of mail; `renderMail` adds what every mail has. */
export interface Rendered extends Pick<Mail, "to" | "subject" | "html" | "text" | "headers"> {
  readonly deliveryId: string;
}

/** Puts one kind of message into words. Pure: the same message gives the same bytes. */
export type Template<Kind extends Message> = (message: Kind, sender: Sender) => Rendered;
