import type { SendRequest, Transport, Turn } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import { createTokenSource, hiding } from "@tocsin/outbound";
import { answeredTurn } from "./answered-turn.ts";
import { prepareMail } from "./mime.ts";
import { rejected } from "./outcomes.ts";
import { openSession } from "./smtp-opening.ts";
import { smtpOutcome } from "./smtp-outcome.ts";
import { createSmtpPool } from "./smtp-pool.ts";
import { type SmtpSetting, smtpDestination } from "./smtp-url.ts";
import { signInByToken } from "./smtp-xoauth2.ts";

const maxConnections = 5;
const idleMs = 30 * secondMs;
const maxMails = 100;
const aheadMs = 100;

/** How to open a session as the setting says, and how to take its secrets out of what the far end says. */
export const smtpDoor = (setting: SmtpSetting, now: () => number) => {
  const { user = "", pass = "", oauth } = setting;
  const hidePassword = hiding(`\0${user}\0${pass}`, pass);
  const tokens = oauth ? createTokenSource(oauth, now) : null;
  const signIn = tokens ? signInByToken(user, tokens) : null;
  return {
    open: (onSecured?: (tls: string) => void) => openSession(setting, signIn, onSecured),
    hide: (text: string): string => hidePassword(tokens ? tokens.hide(text) : text),
  };
};

/**
 * A transport that answers `accepted` with the server's own reply to the final dot, and through nothing else.
 * Connections are opened at the first mail, kept, and reused; each mail goes to exactly one recipient.
 */
export const createSmtp = (setting: SmtpSetting, now: () => number = Date.now): Transport => {
  const { open, hide } = smtpDoor(setting, now);
  const pool = createSmtpPool({
    open: () => open(),
    maxConnections: setting.maxConnections ?? maxConnections,
    idleMs,
    maxMails,
    // A doubt costs a person a look where mails in doubt are held, and a repetition of the same mail where they are not.
    aheadMs: setting.afterDoubt === "hold" ? 0 : aheadMs,
  });

  const ready = async ({ mail, urgent }: SendRequest): Promise<Turn> => {
    const prepared = prepareMail(mail);
    if (!prepared.ok) return answeredTurn(rejected(prepared.problem));
    const { send, release } = await pool.ready(urgent);
    return { batch: null, send: async () => smtpOutcome(await send(prepared.value), hide), release };
  };

  return {
    kind: "smtp",
    destination: smtpDestination(setting),
    afterDoubt: setting.afterDoubt ?? "resend",
    ready,
    close: () => pool.close(),
  };
};
