import { setTimeout as wait } from "node:timers/promises";
import type { Closing, Outcome, SendRequest, Slot, Turn } from "@tocsin/core/deliveries";
import { type BatchId, type DeliveryId, secondMs } from "@tocsin/core/kernel";
import { answeredTurn } from "./answered-turn.ts";
import { deferred } from "./outcomes.ts";
import type { ResendMail } from "./resend-mail.ts";
import { openGroup } from "./send-group.ts";
import { createTurns, type Turns } from "./turns.ts";

/** Mails in one request, as documented of `POST /emails/batch`. */
const batchMax = 100;
/** Requests under way at once. */
const requestsMax = 4;
/** A road that is closed for no longer than this is waited for; beyond it, every mail is put off with the reason. */
const patienceMs = 5 * secondMs;
/** Mails to be sent alone that are remembered; others may be refused in a batch once more. */
const loneMax = 10_000;

export interface QueuedMail {
  readonly request: SendRequest;
  readonly mail: ResendMail;
}

export interface ResendQueueParts {
  readonly takeSlot: () => Promise<Slot>;
  /** Makes the request of these mails, in a batch or, where that is null, of the only one alone. */
  readonly send: (mails: readonly QueuedMail[], batch: BatchId | null) => Promise<ReadonlyMap<DeliveryId, Outcome>>;
  readonly newBatch: () => BatchId;
  readonly now: () => number;
}

/** Gives turns to urgent mails first, else in the order of asking, one request for all that wait when a request may be made. */
export interface ResendQueue {
  ready(mail: QueuedMail): Promise<Turn>;
  /** Their next attempt is made without others. */
  sendAloneNext(deliveries: readonly DeliveryId[]): void;
  idle(): Promise<void>;
}

interface Waiting extends QueuedMail {
  readonly grant: (turn: Turn) => void;
}

export const createResendQueue = ({ takeSlot, send, newBatch, now }: ResendQueueParts): ResendQueue => {
  const requests = createTurns(requestsMax);
  const open: Turns = createTurns(Number.MAX_SAFE_INTEGER);
  const alone = new Set<DeliveryId>();
  let waiting: readonly Waiting[] = [];
  let granting = false;

  const take = (chosen: (one: Waiting) => boolean): readonly Waiting[] => {
    const group = waiting.filter(chosen).slice(0, batchMax);
    const taken = new Set(group);
    waiting = waiting.filter((one) => !taken.has(one));
    return group;
  };

  const together =
    (batch: BatchId) =>
    ({ request }: Waiting): boolean =>
      request.doubt?.batch === batch && !alone.has(request.deliveryId);

  /** What is in doubt goes the way that it went before, unless that is closed; what is new goes together. */
  const takeGroup = (head: Waiting): { readonly group: readonly Waiting[]; readonly batch: BatchId | null } => {
    const { doubt, deliveryId } = head.request;
    if (alone.delete(deliveryId)) return { group: take((one) => one === head), batch: null };
    if (doubt?.batch) return { group: take(together(doubt.batch)), batch: doubt.batch };
    if (doubt !== null) return { group: take((one) => one === head), batch: null };
    const group = take(({ request }) => request.doubt === null && !alone.has(request.deliveryId));
    return { group, batch: group.length > 1 ? newBatch() : null };
  };

  const grantNext = (finished: () => void): void => {
    const [head] = waiting;
    if (head === undefined) {
      finished();
      return;
    }
    const { group, batch } = takeGroup(head);
    const deliveries = group.map(({ request }) => request.deliveryId);
    const turns = openGroup(deliveries, batch, () => send(group, batch), finished);
    group.forEach(({ grant }, index) => {
      const turn = turns[index];
      if (turn) grant(turn);
    });
  };

  const putOff = (outcome: Outcome): void => {
    for (const { grant } of take(() => true)) grant(answeredTurn(outcome));
  };

  const closed = ({ until, because }: Closing): Outcome =>
    deferred(because, { code: "429", retryAfterMs: Math.max(0, until - now()) });

  const grantOnce = async (): Promise<void> => {
    const slot = await takeSlot();
    const at = slot.kind === "at" ? slot.at : slot.closing.until;
    if (slot.kind === "closed" && at - now() > patienceMs) {
      while (waiting.length > 0) putOff(closed(slot.closing));
      return;
    }
    await wait(Math.max(0, at - now()));
    if (slot.kind === "at") grantNext(await requests.take());
  };

  const grantAll = async (): Promise<void> => {
    if (granting) return;
    granting = true;
    while (waiting.length > 0) {
      await grantOnce().catch(() => putOff(deferred("The provider's limit could not be read, so nothing was sent")));
    }
    granting = false;
  };

  return {
    ready: async (mail) => {
      const leave = await open.take();
      const { promise, resolve } = Promise.withResolvers<Turn>();
      waiting = lineUp(waiting, { ...mail, grant: resolve });
      void grantAll();
      const turn = await promise;
      const release = (): void => {
        turn.release();
        leave();
      };
      return { ...turn, release };
    },
    sendAloneNext: (deliveries) => {
      for (const id of deliveries) if (alone.size < loneMax) alone.add(id);
    },
    idle: () => open.idle(),
  };
};

const lineUp = (waiting: readonly Waiting[], one: Waiting): readonly Waiting[] => {
  const isBefore = ({ request }: Waiting): boolean => request.urgent || !one.request.urgent;
  return [...waiting.filter(isBefore), one, ...waiting.filter((other) => !isBefore(other))];
};
