import { passwordChangeSchema } from "@tocsin/core/accounts";
import { type Route, route } from "../http/route.ts";
import { hashNewPassword } from "../sign-in/check-password.ts";
import type { SignInParts } from "../sign-in/sign-in.ts";
import { confirmPassword } from "./confirm-password.ts";
import { ownSession } from "./own-session.ts";

export const passwordRoutes = (parts: SignInParts): readonly Route[] => [
  route({
    method: "put",
    path: "/api/v1/me/password",
    tag: "Me",
    summary: "Change your password: every other session and every access token of yours ends",
    policy: "signedIn",
    body: passwordChangeSchema,
    answers: {
      204: { description: "Changed" },
      403: { description: "An access token cannot do this" },
      429: { description: "Too many tries" },
      503: { description: "Too many people sign in just now" },
    },
    handle: async ({ caller, client, body: { currentPassword, password } }) => {
      const { id } = ownSession(caller);
      await confirmPassword(parts, caller, client, currentPassword);
      await parts.signIns.setPassword(caller.user.id, await hashNewPassword(parts.passwords, password), id);
      return { status: 204 };
    },
  }),
];
