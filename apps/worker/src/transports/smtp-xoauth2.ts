import { foreignWords, type TokenSource } from "@tocsin/outbound";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { z } from "zod";

type Conversation = SMTPConnection.CustomAuthenticationContext;

/** Why a sign-in with a token failed: beside the server's reply what it told of the token, without secrets. */
export class TokenRefused extends Error {
  readonly detail: string;
  constructor(what: string, detail: string) {
    super(what);
    this.detail = detail;
  }
}

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

const refusalSchema = z.object({ status: z.coerce.string(), scope: z.string().catch("") });

/** The JSON that a server sends in place of a challenge to say what is wrong with the token; empty where it is none. */
const detailOf = (challenge: string): string => {
  try {
    const { status, scope } = refusalSchema.parse(JSON.parse(Buffer.from(challenge.trim(), "base64").toString("utf8")));
    return foreignWords(`status ${status}${scope === "" ? "" : `, needs ${scope}`}`);
  } catch {
    return "";
  }
};

const tell = async (conversation: Conversation, user: string, token: string) => {
  const hello = base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`);
  const first = await conversation.sendCommand(`AUTH XOAUTH2 ${hello}`);
  if (first.status !== 334) return { status: first.status, detail: "" };
  // An empty answer ends the exchange; only then comes the reply that counts.
  const last = await conversation.sendCommand("");
  return { status: last.status, detail: detailOf(first.text) };
};

/**
 * Signs in by `AUTH XOAUTH2` with a token of this source. One that the server refuses is replaced by a new one, once:
 * it may have been withdrawn before its time. A refusal for now (4xx) says nothing of the token.
 */
export const signInByToken =
  (user: string, tokens: TokenSource) =>
  async (conversation: Conversation): Promise<void> => {
    if (!conversation.authMethods.includes("XOAUTH2")) {
      throw new TokenRefused("The server does not offer XOAUTH2", "");
    }
    for (let tries = 1; ; tries += 1) {
      const token = await tokens.token();
      if (!token.ok) throw new TokenRefused(token.problem.words, "");
      const { status, detail } = await tell(conversation, user, token.value);
      if (status === 235) return;
      const forNow = status >= 400 && status < 500;
      if (!forNow) tokens.refused(token.value);
      if (forNow || tries === 2) throw new TokenRefused("The server refused the token", detail);
    }
  };
