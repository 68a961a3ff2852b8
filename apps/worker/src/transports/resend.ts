import { hash, randomUUID } from "node:crypto";
import {
  type BatchMember,
  type BatchStore,
  type Outcome,
  type RequestLimitStore,
  type Transport,
  untoldLimit,
} from "@tocsin/core/deliveries";
import { asId, type BatchId, type DeliveryId, secondMs } from "@tocsin/core/kernel";
import { hiding } from "@tocsin/outbound";
import { answeredTurn } from "./answered-turn.ts";
import { deferred, rejected } from "./outcomes.ts";
import { createResendClient, type ResendClientSetting, type ResendReply } from "./resend-client.ts";
import { resendMail } from "./resend-mail.ts";
import { batchOutcomes, resendOutcome, toldLimit } from "./resend-outcome.ts";
import { createResendQueue, type QueuedMail } from "./resend-queue.ts";

/** The account at Resend that carries mail. */
export interface ResendSetting extends ResendClientSetting {
  readonly kind: "resend";
}

/** What transports over HTTP share with other workers. */
export interface SharedRoads {
  readonly batches: BatchStore;
  /** Whether the stored mail of a delivery may go out as it is: nobody's right to it was lost or narrowed since. */
  readonly mayGoAsStored: (deliveryId: DeliveryId) => Promise<boolean>;
  readonly limits: RequestLimitStore;
  readonly now: () => number;
}

type Outcomes = ReadonlyMap<DeliveryId, Outcome>;

/** Two a second until an answer tells of more: the lowest limit that Resend has documented. */
const firstLimit = untoldLimit(secondMs / 2);

/**
 * A transport that answers `accepted` with the id that Resend gave the mail. Every request goes under an idempotency
 * key, so that after a doubt the very same one is made again and the mail still goes out once. Mails that wait for the
 * same free moment share a request.
 */
export const createResend = (
  setting: ResendSetting,
  { batches, mayGoAsStored, limits, now }: SharedRoads,
): Transport => {
  const client = createResendClient(setting);
  const hide = hiding(setting.apiKey);
  const destination = new URL(setting.baseUrl).host;
  // Another key may be of another account, whose quota is not used up.
  const road = `${destination} ${hash("sha256", setting.apiKey, "hex").slice(0, 8)}`;
  let knownIntervalMs: number | null = null;
  let closing = false;

  /** Keeps what the reply tells for every worker; most tell nothing new. */
  const learn = async (reply: ResendReply): Promise<void> => {
    const told = toldLimit(reply, now(), hide);
    if (told.closing === null && (told.intervalMs === null || told.intervalMs === knownIntervalMs)) return;
    knownIntervalMs = told.intervalMs;
    // What could not be kept is told again by the next reply; the outcome of this one must not be lost for it.
    await limits.learn(road, firstLimit, told, now()).catch(() => undefined);
  };

  const sendAlone = async ({ request: { deliveryId, redrive }, mail }: QueuedMail): Promise<Outcomes> => {
    const reply = await client.send(mail, `${deliveryId}-r${redrive}`);
    await learn(reply);
    return new Map([[deliveryId, resendOutcome(reply, now(), hide)]]);
  };

  /** A batch in doubt is one request for all that are in it: it carries whatever it carried the first time. */
  const mayRepeat = async (members: readonly BatchMember[]): Promise<boolean> => {
    if (members.some(({ changed }) => changed)) return false;
    for (const { deliveryId } of members) if (!(await mayGoAsStored(deliveryId))) return false;
    return true;
  };

  const sendBatch = async (batch: BatchId, mails: readonly QueuedMail[]): Promise<Outcomes> => {
    const asked = mails.map(({ request }) => request.deliveryId);
    const unsent = (reason: string) => asked.map((id) => [id, deferred(reason)] as const);
    const members = await batches.compositionOf(batch, now()).catch(() => null);
    if (members === null) return new Map(unsent("The batch could not be written down, so nothing was sent"));
    if (mails.some(({ request }) => request.doubt !== null) && !(await mayRepeat(members))) {
      queue.sendAloneNext(asked);
      return new Map(unsent("Part of the batch may not be told any more: it goes without the others next time"));
    }
    const reply = await client.sendBatch(mailsOf(members), `batch-${batch}`);
    await learn(reply);
    const outcomes = batchOutcomes(reply, members.length, now(), hide);
    if (wasRefusedWhole(reply, outcomes)) queue.sendAloneNext(asked);
    return new Map([
      ...unsent("The batch had gone out before this mail was in it"),
      ...members.map(({ deliveryId }, index) => [deliveryId, outcomes[index] as Outcome] as const),
    ]);
  };

  const queue = createResendQueue({
    takeSlot: () => limits.takeSlot(road, firstLimit, now()),
    send: (mails, batch) => {
      const [first] = mails;
      if (batch === null && first !== undefined) return sendAlone(first);
      return sendBatch(batch as BatchId, mails);
    },
    newBatch: () => asId<BatchId>(randomUUID()),
    now,
  });

  return {
    kind: "resend",
    destination,
    afterDoubt: "resend",
    ready: (request) => {
      const made = resendMail(request.mail);
      if (!made.ok) return Promise.resolve(answeredTurn(rejected(made.problem)));
      if (closing) return Promise.resolve(answeredTurn(deferred("The transport is closing: try again later")));
      return queue.ready({ request, mail: made.value });
    },
    close: () => {
      closing = true;
      return queue.idle();
    },
  };
};

/** Each of them was made before it was given a turn, so this fails at a fault of ours only. */
const mailsOf = (members: readonly BatchMember[]) =>
  members.map(({ deliveryId, mail }) => {
    const made = resendMail(mail);
    if (!made.ok) throw new Error(`The mail of ${deliveryId} cannot be sent: ${made.problem}`);
    return made.value;
  });

/** A batch that was refused for what is in it is taken apart; one that came too soon is not. */
const wasRefusedWhole = ({ answer }: ResendReply, [first]: readonly Outcome[]): boolean =>
  answer.kind === "no" && first?.kind === "deferred" && first.retryAfterMs === null;
