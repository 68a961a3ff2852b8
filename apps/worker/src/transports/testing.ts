import {
  type BatchMember,
  closingAt,
  learnLimit,
  type Outcome,
  type RequestLimit,
  type SendRequest,
  type Transport,
  type Turn,
  takeSlot,
  untoldLimit,
} from "@tocsin/core/deliveries";
import { asId, type BatchId } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import type { SharedRoads } from "./resend.ts";

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
  urgent: false,
});

/** Sends as an attempt does: takes a turn, stores it, sends in it, gives it back. */
export const sendThrough = async (
  transport: Transport,
  request: SendRequest,
  store: (request: SendRequest, turn: Turn) => void = () => undefined,
): Promise<Outcome> => {
  const turn = await transport.ready(request);
  try {
    store(request, turn);
    return await turn.send();
  } finally {
    turn.release();
  }
};

/** Batches and limits as the database keeps them, for as long as a test lasts. */
export const sharedInMemory = (now: () => number = Date.now) => {
  const stored: { readonly batch: BatchId | null; readonly member: BatchMember }[] = [];
  const fixed = new Map<BatchId, readonly BatchMember[]>();
  const limits = new Map<string, RequestLimit>();
  const roads: SharedRoads = {
    now,
    mayGoAsStored: () => Promise.resolve(true),
    batches: {
      compositionOf: async (batch) => {
        const members = fixed.get(batch) ?? stored.filter((one) => one.batch === batch).map(({ member }) => member);
        fixed.set(batch, members);
        return members;
      },
    },
    limits: {
      takeSlot: async (road, first, at) => {
        const { slot, limit } = takeSlot(limits.get(road) ?? first, at);
        limits.set(road, limit);
        return slot;
      },
      closingOf: async (road, at) => closingAt(limits.get(road) ?? untoldLimit(0), at),
      learn: async (road, first, told, at) => {
        limits.set(road, learnLimit(limits.get(road) ?? first, told, at));
      },
    },
  };
  const store = ({ deliveryId, mail }: SendRequest, { batch }: Turn): void => {
    stored.push({ batch, member: { deliveryId, mail, changed: false } });
  };
  return { roads, store };
};
