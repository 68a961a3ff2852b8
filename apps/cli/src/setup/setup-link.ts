import { existsSync } from "node:fs";
import { findSecretKey, setupTokenOf } from "@tocsin/secrets";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { openInstallation } from "../compose.ts";
import type { Config } from "../config.ts";

export const setupLink: Command = {
  name: "setup-link",
  summary: "Print the link with the one-time token, while the installation is not set up.",
  operands: [],
  options: {},
  about: [
    "The token is the one that the api's log printed: it follows from the secret key, or is TOCSIN_SETUP_TOKEN. It is " +
      "worth nothing once the installation is set up.",
  ],
  failsWhen: "the installation is set up already, or was never started",
  run: (call) => link(call),
};

const link = async (call: Call): Promise<Answer> => {
  const config = await call.config();
  if (await isSetUp(config)) {
    throw new CommandFault(
      1,
      "This installation is set up already. Lost the password? tocsin user reset-password <email>",
    );
  }
  const address = `${config.publicUrl}/setup#token=${tokenOf(config)}`;
  return { exitCode: 0, lines: [address], json: { setupLink: address } };
};

/** Before the api's first start there is no database, and nothing that could be set up. */
const isSetUp = async (config: Config): Promise<boolean> => {
  if (!existsSync(config.database)) return false;
  await using installation = openInstallation(config);
  return await installation.accounts.isSetUp();
};

const tokenOf = ({ secretKey, setupToken, dataDir }: Config): string => {
  const key = findSecretKey(secretKey);
  if (key !== null) return setupTokenOf(key, setupToken);
  throw new CommandFault(
    1,
    `Tocsin was not started on ${dataDir} yet: its first start makes the key that the link needs`,
  );
};
