import { type AccountStore, setupResponseSchema, setupSchema } from "@tocsin/core/accounts";
import { DomainError } from "@tocsin/core/kernel";
import { hashPassword, newSecret, sameSecret, sha256 } from "@tocsin/secrets";
import { type Route, route } from "../http/route.ts";
import { presentOrganization } from "../organizations/present.ts";

export interface SetupParts {
  readonly accounts: AccountStore;
  readonly setupToken: string;
  readonly onSetUp: () => void;
}

export const setupRoutes = ({ accounts, setupToken, onSetUp }: SetupParts): readonly Route[] => [
  route({
    method: "post",
    path: "/api/v1/setup",
    tag: "Set-up",
    summary: "Set the installation up, once, with the token that the log prints",
    policy: "untilSetUp",
    body: setupSchema,
    answers: {
      201: { description: "Set up; the access token is shown this once", schema: setupResponseSchema },
      401: { description: "The token is wrong" },
      404: { description: "The installation is set up already" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ body: { token, administrator, organization } }) => {
      if (!sameSecret(token, setupToken)) throw new DomainError("unauthenticated", "This is not the set-up token");
      const accessToken = newSecret("tat");
      const made = await accounts.setUp({
        name: administrator.name,
        email: administrator.email,
        passwordHash: await hashPassword(administrator.password),
        organization,
        accessTokenHash: sha256(accessToken),
      });
      if (made === null) throw new DomainError("notFound", "This installation is set up already");
      onSetUp();
      return {
        status: 201,
        body: { organization: presentOrganization(made.organization), user: made.user, accessToken },
      };
    },
  }),
];
