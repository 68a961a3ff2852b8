import type { Transport } from "@tocsin/core/deliveries";
import type { DeliveryId } from "@tocsin/core/kernel";
import { type Mail, withSecret } from "@tocsin/core/messages";
import { createTransport, type TransportSetting } from "./index.ts";
import type { SharedRoads } from "./resend.ts";

/** The token of the link in a delivery's mail. */
export type TokenOf = (deliveryId: DeliveryId) => string;

/**
 * A transport that fills the tokens of links into mails on their way to a mail server, in a batch that is repeated, too. What
 * is captured goes to nobody, so that its file keeps the placeholder.
 */
export const createRevealing = (setting: TransportSetting, roads: SharedRoads, tokenOf: TokenOf): Transport => {
  if (setting.kind === "capture") return createTransport(setting, roads);
  const reveal = <Sent extends { readonly mail: Mail; readonly deliveryId: DeliveryId }>(sent: Sent): Sent => ({
    ...sent,
    mail: withSecret(sent.mail, sent.deliveryId, () => tokenOf(sent.deliveryId)),
  });
  const compositionOf: SharedRoads["batches"]["compositionOf"] = async (batch, now) =>
    (await roads.batches.compositionOf(batch, now)).map(reveal);
  const transport = createTransport(setting, { ...roads, batches: { compositionOf } });
  return { ...transport, ready: (request) => transport.ready(reveal(request)) };
};
