import { asId, type DeliveryId } from "@tocsin/core/kernel";
import { type AccountMessage, type Mail, withSecret } from "@tocsin/core/messages";
import { linkToken } from "@tocsin/secrets";
import type { TestApp } from "./start-test-app.ts";

/** A mail about an account as its reader finds it, its link filled in. */
export interface Read extends Mail {
  readonly deliveryId: DeliveryId;
  readonly news: AccountMessage["news"]["kind"];
  /** The token of its link; an empty text where it has none. */
  readonly token: string;
}

/** What was mailed to an address about its account, the newest first: what the worker would send, without a worker. */
export const mailsTo = async (app: TestApp, address: string): Promise<readonly Read[]> => {
  const rows = app.stores.parts.sqlite
    .prepare("SELECT id, message FROM deliveries WHERE message_kind = 'account' AND address = ? ORDER BY id DESC")
    .all(address) as { id: string; message: string }[];
  return Promise.all(
    rows.map(async ({ id, message }) => {
      const parsed = JSON.parse(message) as AccountMessage;
      const deliveryId = asId<DeliveryId>(id);
      const mail = withSecret(await app.parts.render(parsed, app.parts.now()), id, () =>
        linkToken(app.parts.secretKey, id),
      );
      const token = /\/(?:invite|reset)\/([\w-]+)\n/.exec(mail.text)?.[1] ?? "";
      return { ...mail, deliveryId, news: parsed.news.kind, token };
    }),
  );
};
