import { fieldFaults, refused } from "@tocsin/core/kernel";
import type { Client } from "../http/client.ts";
import type { Caller } from "../http/route.ts";
import { checkPassword } from "../sign-in/check-password.ts";
import { takeGuess } from "../sign-in/guessing.ts";
import type { SignInParts } from "../sign-in/sign-in.ts";

/**
 * Asks for the password once more, before something that outlives the session: whoever finds a screen unlocked must not be
 * able to keep the account. Who has no password, because another service signs him in, is let through.
 */
export const confirmPassword = async (
  parts: SignInParts,
  { user }: Caller,
  client: Client,
  password: string | undefined,
): Promise<void> => {
  const facts = await parts.signIns.factsOf(user.id);
  if (facts === null || facts.passwordHash === null) return;
  const giveBack = await takeGuess(parts, client, { guessed: "password", account: user.email, userId: user.id });
  const right = await checkPassword(parts.passwords, facts.passwordHash, password ?? "");
  if (!right) {
    const fault = { path: "currentPassword", message: fieldFaults.passwordWrong };
    throw refused("passwordNeeded", null, [fault]);
  }
  await giveBack();
};
