/** Where a mail can hold a link. */
interface Linked {
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What stands in a stored mail in the place of its link's token. It names the delivery, so that text from outside which looks
 * like the placeholder of another one stays text.
 */
export const secretPlaceholder = (deliveryId: string): string => `secret-of-${deliveryId}`;

/**
 * The mail as it goes out, its token filled in, right before it is handed to a mail server. The token follows from the
 * delivery, so that every attempt sends the same bytes.
 */
export const withSecret = <Mail extends Linked>(mail: Mail, deliveryId: string, token: () => string): Mail => {
  const placeholder = secretPlaceholder(deliveryId);
  const headers = Object.entries(mail.headers);
  const holds = (text: string): boolean => text.includes(placeholder);
  if (!holds(mail.text) && !holds(mail.html) && !headers.some(([, value]) => holds(value))) return mail;
  const secret = token();
  const filled = (text: string): string => text.replaceAll(placeholder, secret);
  return {
    ...mail,
    html: filled(mail.html),
    text: filled(mail.text),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, filled(value)])),
  };
};

/** Kinds of mail whose bodies are for their reader alone. */
export const isPrivate = (kind: string): boolean => kind === "account";
