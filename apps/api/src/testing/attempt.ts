import { attemptDelivery, type Outcome } from "@tocsin/core/deliveries";
import { asId } from "@tocsin/core/kernel";
import { aMail, fakeTransport } from "@tocsin/core/testing";
import type { TestApp } from "./start-test-app.ts";

/** The way that a worker goes, with the real store and without a network. */
export const attempt = (app: TestApp, id: string, outcome: Outcome) =>
  attemptDelivery(
    {
      deliveries: app.stores.deliveries,
      transport: fakeTransport([], outcome),
      compose: async ({ delivery, mail }) => {
        const made = mail ?? aMail({ to: delivery.address, headers: { "X-Tocsin-Delivery": delivery.id } });
        return { kind: "mail", mail: made, sealed: mail ? null : { mail: made, remade: null, remember: null } };
      },
      keepAlive: () => () => {},
      isStopping: () => false,
      announce: async () => {},
      now: app.parts.now,
      random: () => 0,
    },
    asId(id),
  );

export const accepted: Outcome = { kind: "accepted", reply: "250 2.0.0 Ok: queued as 4XYZ" };
export const rejected: Outcome = { kind: "rejected", reason: "550 no such user", code: "550", enhancedCode: null };
