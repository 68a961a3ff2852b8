import type { Expectation } from "./expectation.ts";

/** A mail that arrived, in one copy or more. */
export interface ToldMail {
  readonly delivery: string;
  readonly address: string;
  /** Of incidents and alerts that its text names. */
  readonly nonces: ReadonlySet<string>;
  /** How many alerts it tells of as new to its reader; in a first mail all of them. */
  readonly newAlerts: number;
  readonly copies: readonly Buffer[];
}

/** A delivery as the api tells of it. */
export interface ToldDelivery {
  readonly id: string;
  readonly address: string;
  readonly state: string;
  readonly reason: string | null;
  readonly outcomes: readonly (string | null)[];
}

/** What must not be, each with where to look. */
export interface Faults {
  /** Acknowledged, owed to a reader, and in no mail. */
  readonly lost: readonly string[];
  /** More mails than there was news, or mails to somebody who was to have none. */
  readonly surplus: readonly string[];
  /** Where the mails of one incident, together, tell of more or fewer alerts as new than there were. */
  readonly miscounted: readonly string[];
  /** Mails of which the api knows no delivery. */
  readonly ghosts: readonly string[];
  /** Further copies of a mail that no attempt in doubt accounts for. */
  readonly unexplained: readonly string[];
  /** Copies of one mail that are not the same bytes. */
  readonly altered: readonly string[];
  /** Called sent, and not at the mail server. */
  readonly unproved: readonly string[];
  /** Not at an end. */
  readonly stuck: readonly string[];
  readonly quarantined: readonly string[];
  /** At an end, but not sent. */
  readonly unsent: readonly string[];
}

export const noFaults: Faults = {
  lost: [],
  surplus: [],
  miscounted: [],
  ghosts: [],
  unexplained: [],
  altered: [],
  unproved: [],
  stuck: [],
  quarantined: [],
  unsent: [],
};

/** Judges what arrived by what was to arrive, and what the api says by what arrived. */
export const faultsOf = (
  expectations: readonly Expectation[],
  mails: readonly ToldMail[],
  deliveries: readonly ToldDelivery[],
): Faults => ({
  ...faultsOfTelling(expectations, mails),
  ...faultsOfMails(mails, deliveries),
  ...faultsOfDeliveries(deliveries),
});

const faultsOfTelling = (
  expectations: readonly Expectation[],
  mails: readonly ToldMail[],
): Pick<Faults, "lost" | "surplus" | "miscounted"> => {
  const mentions = mails.flatMap((mail) =>
    [...mail.nonces].map((nonce) => ({ key: `${mail.address} ${nonce}`, mail })),
  );
  const mentioned = Map.groupBy(mentions, ({ key }) => key);
  const mailsOf = (address: string, nonce: string) => mentioned.get(`${address} ${nonce}`) ?? [];
  const newTo = (address: string, incident: string) =>
    mailsOf(address, incident).reduce((sum, { mail }) => sum + mail.newAlerts, 0);
  const named = (found: readonly Expectation[]) =>
    found.map(({ address, incident, mailsMax }) => {
      const count = mailsOf(address, incident).length;
      return `${incident} to ${address}: ${count} mails of at most ${mailsMax}, ${newTo(address, incident)} new alerts`;
    });
  return {
    lost: expectations
      .filter(({ mailsMax }) => mailsMax > 0)
      .flatMap(({ address, incident, alerts }) =>
        [incident, ...alerts]
          .filter((nonce) => mailsOf(address, nonce).length === 0)
          .map((nonce) => `${nonce} to ${address}`),
      ),
    surplus: named(
      expectations.filter(({ address, incident, mailsMax }) => mailsOf(address, incident).length > mailsMax),
    ),
    miscounted: named(
      expectations.filter((one) => one.newAlerts !== null && newTo(one.address, one.incident) !== one.newAlerts),
    ),
  };
};

const faultsOfMails = (
  mails: readonly ToldMail[],
  deliveries: readonly ToldDelivery[],
): Pick<Faults, "ghosts" | "unexplained" | "altered" | "unproved"> => {
  const known = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const arrived = new Set(mails.map(({ delivery }) => delivery));
  const doubts = (id: string) => known.get(id)?.outcomes.filter((outcome) => outcome === "inDoubt").length ?? 0;
  const named = (found: readonly ToldMail[]) =>
    found.map(({ delivery, address, copies }) => `${delivery} to ${address}, ${copies.length} times`);
  return {
    ghosts: named(mails.filter(({ delivery, address }) => known.get(delivery)?.address !== address)),
    // Each copy but one needs a doubt of its own. That the server was given its content, the copy itself shows.
    unexplained: named(mails.filter(({ delivery, copies }) => copies.length - 1 > doubts(delivery))),
    altered: named(mails.filter(({ copies: [first, ...others] }) => others.some((copy) => !first?.equals(copy)))),
    unproved: deliveries.filter(({ id, state }) => state === "sent" && !arrived.has(id)).map(({ id }) => id),
  };
};

const faultsOfDeliveries = (deliveries: readonly ToldDelivery[]): Pick<Faults, "stuck" | "quarantined" | "unsent"> => {
  const open = deliveries.filter(({ state }) => state === "waiting" || state === "sending");
  const unsent = deliveries.filter((delivery) => delivery.state !== "sent" && !open.includes(delivery));
  const isPoison = ({ reason }: ToldDelivery) => reason?.startsWith("quarantined") === true;
  const named = (found: readonly ToldDelivery[]) =>
    found.map(({ id, state, reason }) => `${id} is ${state}: ${reason}`);
  return {
    // With its attempts, for after each of them the wait is longer.
    stuck: open.map(
      ({ id, state, reason, outcomes }) => `${id} is ${state} after ${outcomes.length} attempts: ${reason}`,
    ),
    quarantined: named(unsent.filter(isPoison)),
    unsent: named(unsent.filter((delivery) => !isPoison(delivery))),
  };
};
