import PostalMime, { type Email } from "postal-mime";

/** What a reader's mail program makes of the bytes: everything decoded, by a parser that is not ours. */
export const readMail = (raw: Uint8Array): Promise<Email> => PostalMime.parse(raw);
