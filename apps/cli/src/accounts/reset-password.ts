import { type PasswordReset, passwordSchema } from "@tocsin/core/accounts";
import { normaliseAddress } from "@tocsin/core/recipients";
import { hashPassword, newSecret, sha256 } from "@tocsin/secrets";
import { actOf } from "../audit/act-of.ts";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { openInstallation } from "../compose.ts";
import { askPassword, readPassword } from "./ask-password.ts";

export const resetPassword: Command = {
  name: "user reset-password",
  summary: "Give a user a new password, and revoke every access token of that user.",
  operands: [{ name: "email" }],
  options: {
    "password-stdin": { about: "read the password from the standard input instead of asking on the terminal" },
    "new-access-token": { about: "also make a new access token, which is printed this once" },
  },
  about: ["Programs may go on working. Whoever used the old password or an access token has to sign in again."],
  failsWhen: "no user has this address, or the password cannot be used; nothing was changed",
  run: (call) => run(call),
};

const run = async ({ operands: [address = ""], options, config }: Call): Promise<Answer> => {
  const email = normaliseAddress(address);
  if (!email.ok) throw new CommandFault(2, `${address} is no address: ${email.problem}`);
  await using installation = openInstallation(await config());
  const password = passwordSchema.safeParse(
    await (options["password-stdin"] === true ? readPassword() : askPassword()),
  );
  if (!password.success) {
    throw new CommandFault(
      1,
      `The password cannot be used: ${password.error.issues.map((it) => it.message).join(", ")}`,
    );
  }
  const accessToken = options["new-access-token"] === true ? newSecret("tat") : null;
  const reset: PasswordReset = {
    email: email.value,
    passwordHash: await hashPassword(password.data),
    accessTokenHash: accessToken === null ? null : sha256(accessToken),
  };
  const user = await installation.signIns.facts(email.value);
  const act = actOf(resetPassword, user?.homeId ?? null, "user", user?.user.id ?? null);
  const change = () => installation.accounts.resetPassword(reset);
  const done = user === null ? null : await installation.audit.inTheNameOf(act, change);
  if (done === null) throw new CommandFault(1, `No user has the address ${email.value}; nothing was changed`);
  const { disabled, revokedTokens } = done;
  const { name, email: has } = done.user;
  return {
    exitCode: 0,
    lines: [
      `${name} <${has}> has a new password. Access tokens revoked: ${revokedTokens}.`,
      ...(disabled ? ["This user is disabled and cannot sign in with it."] : []),
      ...(accessToken === null ? [] : [`New access token, shown this once: ${accessToken}`]),
    ],
    json: { user: done.user, disabled, revokedTokens, ...(accessToken !== null && { accessToken }) },
  };
};
