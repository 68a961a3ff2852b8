/** The bodies of a mail. */
interface Bodies {
  readonly html: string;
  readonly text: string;
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
export const withSecret = <Mail extends Bodies>(mail: Mail, deliveryId: string, token: () => string): Mail => {
  const placeholder = secretPlaceholder(deliveryId);
  if (!mail.text.includes(placeholder) && !mail.html.includes(placeholder)) return mail;
  const secret = token();
  return {
    ...mail,
    html: mail.html.replaceAll(placeholder, secret),
    text: mail.text.replaceAll(placeholder, secret),
  };
};

/** Kinds of mail whose bodies are for their reader alone. */
export const isPrivate = (kind: string): boolean => kind === "account";
