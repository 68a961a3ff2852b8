import {
  type AttemptParts,
  attemptDelivery,
  type Outcome,
  type SendRequest,
  type Transport,
} from "@tocsin/core/deliveries";
import { asId, type DeliveryId } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import type { Scene } from "@tocsin/db/testing";
import { renderMail } from "@tocsin/emails";
import { composeMail } from "../deliveries/compose-mail.ts";

const accepted: Outcome = { kind: "accepted", reply: "250 2.0.0 Ok" };

export interface Post {
  readonly mails: readonly Mail[];
  /** Works off what is due at that moment, and what becomes due by it. */
  work(answer?: (request: SendRequest) => Outcome): Promise<void>;
}

/** What a worker makes its attempts with. */
export const partsOf = (scene: Scene, transport: Transport): AttemptParts => {
  const { clock, tellings, deliveries } = scene;
  const sender = { mailFrom: "Tocsin <tocsin@contoso.example>", publicUrl: "https://tocsin.contoso.example" };
  const compose = { tellings, render: renderMail, mailDomain: "contoso.example", now: clock.now, ...sender };
  return {
    deliveries,
    transport,
    compose: (claimed) => composeMail(compose, claimed),
    keepAlive: () => () => undefined,
    isStopping: () => false,
    announce: () => Promise.resolve(),
    now: clock.now,
    random: () => 1,
  };
};

/** Works off what is due, and what becomes due by it. */
export const workOff = async (parts: AttemptParts): Promise<void> => {
  for (;;) {
    const due = await parts.deliveries.dueJobs(parts.now(), 500);
    if (due.length === 0) return;
    const ids = due.map(({ payload }) => asId<DeliveryId>((payload as { deliveryId: string }).deliveryId));
    await Promise.all(ids.map((id) => attemptDelivery(parts, id)));
  }
};

/** A worker with a mail server that is as fast as memory. */
export const openPost = (scene: Scene): Post => {
  const mails: Mail[] = [];
  const transportThat = (answer: (request: SendRequest) => Outcome): Transport => ({
    kind: "smtp",
    destination: "memory",
    afterDoubt: "resend",
    ready: (request) => {
      const send = (): Promise<Outcome> => {
        const outcome = answer(request);
        if (outcome.kind === "accepted") mails.push(request.mail);
        return Promise.resolve(outcome);
      };
      return Promise.resolve({ batch: null, send, release: () => undefined });
    },
    close: () => Promise.resolve(),
  });
  return { mails, work: (answer = () => accepted) => workOff(partsOf(scene, transportThat(answer))) };
};
