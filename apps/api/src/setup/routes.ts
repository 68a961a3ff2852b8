import { type AccountStore, setupResponseSchema, setupSchema } from "@tocsin/core/accounts";
import { refused } from "@tocsin/core/kernel";
import { newSecret, sameSecret, sha256 } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";
import { presentOrganization } from "../organizations/present.ts";
import { hashNewPassword } from "../sign-in/check-password.ts";
import { demandRoom, takeGuess } from "../sign-in/guessing.ts";
import { openSession, type SignInParts } from "../sign-in/sign-in.ts";

export interface SetupParts extends SignInParts {
  readonly accounts: AccountStore;
  readonly setupToken: string;
  readonly onSetUp: () => void;
}

const guess = { guessed: "setupToken", account: null, userId: null } as const;

export const setupRoutes = ({ accounts, setupToken, onSetUp, ...parts }: SetupParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/setup",
    tag: "Set-up",
    summary: "Set the installation up, once, with the token that the log prints; the browser is signed in by it",
    policy: "untilSetUp",
    body: setupSchema,
    answers: {
      201: { description: "Set up; the access token is shown this once", schema: setupResponseSchema },
      401: { description: "The token is wrong" },
      404: { description: "The installation is set up already" },
      422: { description: "The body says something that cannot be" },
      429: { description: "Too many wrong tokens; `Retry-After` says when there is room again" },
      503: { description: "Too many passwords are checked just now" },
    },
    handle: async ({ client, isActOf, body: { token, administrator, organization } }) => {
      await demandRoom(parts, client, guess);
      if (!sameSecret(token, setupToken)) {
        await takeGuess(parts, client, guess);
        isActOf(null);
        throw refused("wrongSetupToken");
      }
      const accessToken = newSecret("tat");
      const made = await accounts.setUp({
        name: administrator.name,
        email: administrator.email,
        passwordHash: await hashNewPassword(parts.passwords, administrator.password),
        organization,
        accessTokenHash: sha256(accessToken),
      });
      if (made === null) throw refused("setUpAlready");
      onSetUp();
      // Over a connection that others can listen to there is the token alone, as asked for.
      const signedIn =
        client.connection === "open"
          ? null
          : await openSession(parts, client, made.user.id, { method: "setup", secondFactor: false });
      return {
        status: 201,
        body: { organization: presentOrganization(made.organization), user: made.user, accessToken },
        ...(signedIn?.cookies && { cookies: signedIn.cookies }),
      };
    },
  }),
];
