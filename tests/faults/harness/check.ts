import type { Client } from "../../journeys/harness/client.ts";
import { headerOf, type ReceivedMail } from "../../smtp-sink/index.ts";
import { readMail } from "../../smtp-sink/read-mail.ts";
import { everyDelivery, outcomesOf } from "./deliveries.ts";
import { expectationsOf } from "./expectation.ts";
import { type Faults, faultsOf, type ToldDelivery, type ToldMail } from "./faults.ts";
import { type News, noncesIn } from "./news.ts";

export interface Evidence {
  readonly acknowledged: readonly News[];
  readonly mails: readonly ReceivedMail[];
  readonly administrator: Client;
}

export interface Figures {
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly mails: number;
  /** Further copies of mails. */
  readonly repeatedMails: number;
  /** Mails that tell of nothing new: an earlier one took their news with it. */
  readonly emptyMails: number;
  /** Attempts that ended so. */
  readonly inDoubt: number;
  readonly deferred: number;
}

/** Compares what was acknowledged with what arrived and with what the api says of it; never looks at the database. */
export const check = async (evidence: Evidence): Promise<{ readonly faults: Faults; readonly figures: Figures }> => {
  const { acknowledged, mails, administrator } = evidence;
  const deliveries = await deliveriesTold(administrator);
  const told = await mailsTold(mails);
  const attempts = (kind: string) => deliveries.flatMap(({ outcomes }) => outcomes).filter((it) => it === kind).length;
  const figures = {
    acknowledged: acknowledged.length,
    deliveries: deliveries.length,
    mails: mails.length,
    repeatedMails: mails.length - told.length,
    emptyMails: told.filter(({ newAlerts }) => newAlerts === 0).length,
    inDoubt: attempts("inDoubt"),
    deferred: attempts("deferred"),
  };
  return { faults: faultsOf(expectationsOf(acknowledged), told, deliveries), figures };
};

/**
 * Copies are known by their Message-ID, as a mail program would know them. Read one after the other: a long run has tens
 * of thousands.
 */
const mailsTold = async (mails: readonly ReceivedMail[]): Promise<readonly ToldMail[]> => {
  const told: ToldMail[] = [];
  for (const [, copies] of Map.groupBy(mails, (mail) => headerOf(mail, "Message-ID"))) {
    const [{ to, raw } = { to: [], raw: Buffer.of() }] = copies;
    const { text = "" } = await readMail(raw);
    told.push({
      delivery: headerOf({ raw }, "X-Tocsin-Delivery") ?? "no delivery",
      address: to.join(" "),
      nonces: noncesIn(text),
      newAlerts: newAlertsIn(text),
      copies: copies.map((copy) => copy.raw),
    });
  }
  return told;
};

/** An update counts what is new since its reader's last mail, and a first mail all that there is. */
const newAlertsIn = (text: string): number => {
  const counted = /NEW INCIDENT$/m.test(text) ? /^Alerts \((\d+)\)/m : /^- (\d+) new alert/m;
  return Number(counted.exec(text)?.[1] ?? 0);
};

/** The attempts of a delivery are asked for where there was more than one: the one of the others was accepted. */
const deliveriesTold = async (administrator: Client): Promise<readonly ToldDelivery[]> => {
  const told: ToldDelivery[] = [];
  for (const delivery of await everyDelivery(administrator)) {
    const outcomes = delivery.attemptCount > 1 ? await outcomesOf(administrator, delivery.id) : [];
    told.push({ ...delivery, outcomes });
  }
  return told;
};
