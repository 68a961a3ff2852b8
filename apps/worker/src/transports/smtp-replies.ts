/** Puts a server's replies together out of what arrives, wherever the network cut it (RFC 5321 section 4.2). */
export interface ReplyReader {
  /** The replies that these bytes complete, their lines parted by LF; null once one is larger than any reply. */
  read(bytes: Buffer): readonly string[] | null;
  /** What has arrived of a reply that is not whole; null where nothing has. */
  unfinished(): string | null;
}

/** Far above any real reply: it only stops a server that never ends one. */
const replyMax = 1024 * 1024;

const goesOn = /^\d+-/;

// Nobody says in which charset a server speaks: UTF-8 where it is that, otherwise byte by byte.
const decoded = (latin1: string): string => {
  const text = Buffer.from(latin1, "latin1").toString("utf8");
  return text.includes("\ufffd") ? latin1 : text;
};

export const createReplyReader = (): ReplyReader => {
  let line = "";
  let reply: string | null = null;

  /** The reply that this line ends. Empty lines between replies are passed over. */
  const endOf = (text: string): string | null => {
    if (reply === null && text.trim() === "") return null;
    reply = reply === null ? text : `${reply}\n${text}`;
    if (goesOn.test(text)) return null;
    const whole = decoded(reply);
    reply = null;
    return whole;
  };

  const read = (bytes: Buffer): readonly string[] | null => {
    const lines = bytes.toString("latin1").split("\n");
    const last = lines.pop() ?? "";
    const replies: string[] = [];
    for (const piece of lines) {
      const whole = endOf((line + piece).replace(/\r$/, ""));
      line = "";
      if (whole !== null) replies.push(whole);
      if (reply !== null && reply.length > replyMax) return null;
    }
    line += last;
    return line.length > replyMax ? null : replies;
  };

  return {
    read,
    unfinished: () => {
      if (reply === null && line.trim() === "") return null;
      return decoded((reply === null ? line : `${reply}\n${line}`).trim());
    },
  };
};
