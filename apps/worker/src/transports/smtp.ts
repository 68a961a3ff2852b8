import { isIPv6 } from "node:net";
import type { SendRequest, Transport, Turn } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import { answeredTurn } from "./answered-turn.ts";
import { prepareMail } from "./mime.ts";
import { rejected } from "./outcomes.ts";
import { smtpOutcome } from "./smtp-outcome.ts";
import { createSmtpPool } from "./smtp-pool.ts";
import { openSession } from "./smtp-session.ts";
import type { SmtpSetting } from "./smtp-url.ts";

const maxConnections = 5;
const idleMs = 30 * secondMs;
const maxMails = 100;

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Takes the password, and what the sign-in made of it, out of what a server says: some repeat the command. */
const hiding = ({ user, pass }: SmtpSetting): ((text: string) => string) => {
  if (user === undefined || pass === undefined) return (text) => text;
  const secrets = [base64(`\0${user}\0${pass}`), base64(pass), pass];
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
};

/**
 * A transport that answers `accepted` with the server's own reply to the final dot, and through nothing else.
 * Connections are opened at the first mail, kept, and reused; each mail goes to exactly one recipient.
 */
export const createSmtp = (setting: SmtpSetting): Transport => {
  const hide = hiding(setting);
  const pool = createSmtpPool({
    open: () => openSession(setting),
    maxConnections: setting.maxConnections ?? maxConnections,
    idleMs,
    maxMails,
  });

  const ready = async ({ mail }: SendRequest): Promise<Turn> => {
    const prepared = prepareMail(mail);
    if (!prepared.ok) return answeredTurn(rejected(prepared.problem));
    const { send, release } = await pool.ready();
    return { batch: null, send: async () => smtpOutcome(await send(prepared.value), hide), release };
  };

  return {
    kind: "smtp",
    destination: `${isIPv6(setting.host) ? `[${setting.host}]` : setting.host}:${setting.port}`,
    afterDoubt: setting.afterDoubt ?? "resend",
    ready,
    close: () => pool.close(),
  };
};
