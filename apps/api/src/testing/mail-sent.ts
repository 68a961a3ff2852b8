import { type MailResponse, responsePath } from "@tocsin/core/messages";
import { linkToken } from "@tocsin/secrets";
import { accepted, attempt } from "./attempt.ts";
import type { TestApp } from "./start-test-app.ts";

/** A mail of an incident that went out, with the paths of its links as its reader has them. */
export interface SentMail {
  readonly deliveryId: string;
  readonly incidentId: string;
  readonly address: string;
  path(response: MailResponse): string;
}

/** Raises an incident and sends every mail that follows from it. */
export const mailsSent = async (app: TestApp, incident: object = {}): Promise<readonly SentMail[]> => {
  const { id: incidentId } = await app.raise(incident);
  const rows = app.stores.parts.sqlite
    .prepare("SELECT id, address FROM deliveries WHERE bundle = ? AND state = 'waiting' ORDER BY id")
    .all(`incident:${incidentId}`) as { id: string; address: string }[];
  app.wait(60_000);
  for (const { id } of rows) await attempt(app, id, accepted);
  return rows.map(({ id, address }) => ({
    deliveryId: id,
    incidentId,
    address,
    path: (response) => responsePath(id, linkToken(app.parts.secretKey, id), response),
  }));
};

/** The only one of them. */
export const mailSent = async (app: TestApp, incident: object = {}): Promise<SentMail> => {
  const [mail, ...more] = await mailsSent(app, incident);
  if (mail === undefined || more.length > 0) throw new Error(`${more.length} mails went out besides the first`);
  return mail;
};
