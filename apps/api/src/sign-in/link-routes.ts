import {
  type AccountLink,
  invitationAcceptSchema,
  type LinkPurpose,
  linkResponseSchema,
  linkTokenSchema,
  passwordResetRequestSchema,
  passwordResetSchema,
  signedInSchema,
  type UserStore,
} from "@tocsin/core/accounts";
import { type Job, refused, toIso } from "@tocsin/core/kernel";
import { linkToken, sha256 } from "@tocsin/secrets";
import type { Logger } from "pino";
import { type Route, route } from "../http/route.ts";
import { hashNewPassword } from "./check-password.ts";
import { demandRoom, takeGuess } from "./guessing.ts";
import { refuseOpenConnection } from "./session-cookie.ts";
import { type Attempt, openSession, type SignInParts } from "./sign-in.ts";

const tag = "Sign-in";

export interface LinkParts extends SignInParts {
  readonly users: UserStore;
  readonly announce: (jobs: readonly Job[]) => void;
  readonly log: Logger;
}

const refusals = {
  403: { description: "Not by a page of this installation, or over a connection that others can listen to" },
  404: { description: "The link is unknown, used, or over" },
  429: { description: "Too many tries; `Retry-After` says when there is room again" },
  503: { description: "Too many people sign in just now" },
};

/** Links in mails: an invitation, and the reset of a password. Nothing happens on opening one. */
export const linkRoutes = (parts: LinkParts): readonly Route[] => {
  const linkHashOf = (deliveryId: string) => sha256(linkToken(parts.secretKey, deliveryId));

  /** Throws `notFound` for a link that opens nothing; guesses at links are counted. */
  const linkOf = async ({ client, isActOf }: Attempt, purpose: LinkPurpose, token: string): Promise<AccountLink> => {
    client.demandOwnPage();
    const guess = { guessed: "link", account: null, userId: null } as const;
    await demandRoom(parts, client, guess);
    const link = await parts.signIns.findLink(sha256(token), purpose);
    if (link !== null) {
      isActOf(await parts.signIns.factsOf(link.user.id));
      return link;
    }
    await takeGuess(parts, client, guess);
    isActOf(null);
    throw refused("linkOver");
  };

  const use = async (purpose: LinkPurpose, token: string, password: string, name: string | null) => {
    const passwordHash = await hashNewPassword(parts.passwords, password);
    const user = await parts.signIns.useLink({ hash: sha256(token), purpose, passwordHash, name });
    if (user === null) throw refused("linkOver");
    return user;
  };

  const look = (purpose: LinkPurpose, path: string, summary: string): Route =>
    route({
      method: "post",
      path,
      tag,
      summary,
      policy: "public",
      body: linkTokenSchema,
      answers: { 200: { description: "Whom it is for", schema: linkResponseSchema }, ...refusals },
      handle: async ({ body, ...attempt }) => {
        const { user, expiresAt } = await linkOf(attempt, purpose, body.token);
        return { status: 200, body: { email: user.email, name: user.name, expiresAt: toIso(expiresAt) } };
      },
    });

  return [
    look("invitation", "/api/v1/invitations/look", "Look at an invitation, without using it"),
    route({
      method: "post",
      path: "/api/v1/invitations/accept",
      tag,
      summary: "Accept an invitation: choose a password, and be signed in",
      policy: "public",
      body: invitationAcceptSchema,
      answers: { 200: { description: "Signed in", schema: signedInSchema }, ...refusals },
      handle: async ({ body: { token, password, name }, ...attempt }) => {
        const { client } = attempt;
        refuseOpenConnection(client);
        await linkOf(attempt, "invitation", token);
        const user = await use("invitation", token, password, name ?? null);
        return openSession(parts, client, user.id, { method: "invitation", secondFactor: false });
      },
    }),
    route({
      method: "post",
      path: "/api/v1/password-resets",
      tag,
      summary: "Ask for a mail with which to choose another password; the answer is the same for every address",
      policy: "public",
      body: passwordResetRequestSchema,
      answers: {
        202: { description: "If somebody has this address, a mail is on its way" },
        403: refusals[403],
        429: refusals[429],
      },
      handle: async ({ client, body: { email } }) => {
        client.demandOwnPage();
        await takeGuess(parts, client, { guessed: "mail", account: email, userId: null });
        // Not waited for: how long it takes would tell whether somebody has the address.
        parts.users
          .mailReset(email, linkHashOf)
          .then(parts.announce)
          .catch((error: unknown) => parts.log.error({ err: error }, "The mail of a password reset was not planned"));
        return { status: 202 };
      },
    }),
    look("passwordReset", "/api/v1/password-resets/look", "Look at the link of a password reset, without using it"),
    route({
      method: "post",
      path: "/api/v1/password-resets/complete",
      tag,
      summary: "Choose another password; every session, access token and link of the user ends",
      policy: "public",
      body: passwordResetSchema,
      answers: { 204: { description: "Chosen: sign in with it" }, ...refusals },
      handle: async ({ body: { token, password }, ...attempt }) => {
        refuseOpenConnection(attempt.client);
        await linkOf(attempt, "passwordReset", token);
        await use("passwordReset", token, password, null);
        return { status: 204 };
      },
    }),
  ];
};
