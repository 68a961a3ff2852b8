import type { Session } from "@tocsin/core/accounts";
import { refused } from "@tocsin/core/kernel";
import type { Caller } from "../http/route.ts";

/** The session in which a person acts. What guards the account itself is not for access tokens, which programs hold. */
export const ownSession = ({ session }: Caller): Session => {
  if (session !== null) return session;
  throw refused("sessionNeeded");
};
