import type { Outcome, SendRequest, Transport } from "@tocsin/core/deliveries";
import { asId } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";

/** A mail as the renderer makes them; a test names only what matters to it. */
export const aMail = (differences: Partial<Mail> = {}): Mail => ({
  from: "Tocsin <tocsin@contoso.example>",
  to: "soc@contoso.example",
  subject: "[High] Incident 1042: Suspicious sign-in",
  text: "Severity: high\n.a line that begins with a dot\n",
  html: "<p>Severity: high</p>\n",
  messageId: "<delivery-1@contoso.example>",
  date: Date.UTC(2026, 10, 22, 3, 4, 5),
  headers: { "Auto-Submitted": "auto-generated" },
  ...differences,
});

/** The n-th of many mails, each with an id of its own. */
export const aRequest = (n = 1, differences: Partial<Mail> = {}): SendRequest => ({
  mail: aMail({ messageId: `<delivery-${n}@contoso.example>`, ...differences }),
  deliveryId: asId(`delivery-${n}`),
  redrive: 0,
  doubt: null,
});

/** Sends as an attempt does: takes a turn, sends in it, gives it back. */
export const sendThrough = async (transport: Transport, request: SendRequest): Promise<Outcome> => {
  const turn = await transport.ready(request);
  try {
    return await turn.send();
  } finally {
    turn.release();
  }
};
