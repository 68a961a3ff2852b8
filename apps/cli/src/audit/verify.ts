import type { ChainHead } from "@tocsin/core/audit";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { openInstallation } from "../compose.ts";

export const auditVerify: Command = {
  name: "audit verify",
  summary: "Find out whether an entry of the audit log was changed, removed or moved.",
  operands: [],
  options: {
    head: { value: "seq:hash", about: "an end that the log had earlier: it has to be part of it still" },
  },
  about: [
    "Every entry holds the hash of the one before, and the database keeps the end of the chain. Whoever can write to " +
      "the database can make a chain anew: note its end elsewhere now and then, and give it with --head.",
  ],
  failsWhen: "the log is not whole; the first entry that is wrong is named",
  run: (call) => verify(call),
};

const verify = async ({ options, config }: Call): Promise<Answer> => {
  const noted = notedOf(options["head"]);
  await using installation = openInstallation(await config());
  const { entries, head, fault } = await installation.audit.verify(noted);
  return {
    exitCode: fault === null ? 0 : 1,
    lines: [
      fault === null
        ? `The audit log is whole: ${entries} entries. Its end is ${head.seq}:${head.hash}`
        : `The audit log is not whole: ${fault.words}`,
    ],
    json: { whole: fault === null, entries, head, fault },
  };
};

const notedOf = (text: string | boolean | undefined): ChainHead | null => {
  if (typeof text !== "string") return null;
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new CommandFault(2, `${text} is no end of the log: give it as the command prints it, 12:9f86d0…`);
  }
  return { seq: Number(seq), hash };
};
