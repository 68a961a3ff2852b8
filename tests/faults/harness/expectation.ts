import type { Client } from "../../journeys/harness/client.ts";
import type { News } from "./news.ts";

export const soc = "soc@contoso.example";
export const boss = "boss@contoso.example";
export const ciso = "ciso@contoso.example";

interface Reader {
  readonly address: string;
  /** The rule that is made for this reader. */
  readonly rule: Record<string, unknown>;
  /** What this reader must be told of one incident, judged from its news alone. */
  readonly of: (news: readonly News[]) => Owed;
}

interface Owed {
  /** Alerts that must each be named in a mail. */
  readonly alerts: readonly string[];
  /** News that waits may share a mail, so there may be fewer; but for none there must be none. */
  readonly mailsMax: number;
  /** How many alerts the mails must tell of as new, together; null where that depends on which news came first. */
  readonly newAlerts: number | null;
}

const namesOf = (news: readonly News[]): readonly string[] => news.map(({ alert }) => alert);

const readers: readonly Reader[] = [
  {
    address: soc,
    rule: { name: "Everything" },
    of: (news) => ({ alerts: namesOf(news), mailsMax: news.length, newAlerts: news.length }),
  },
  {
    address: boss,
    rule: { name: "First word of each", frequency: { kind: "oncePerIncident" } },
    of: () => ({ alerts: [], mailsMax: 1, newAlerts: null }),
  },
  {
    address: ciso,
    rule: { name: "High only", severities: ["high"] },
    of: (news) => {
      const high = news.filter(({ severity }) => severity === "high");
      return { alerts: namesOf(high), mailsMax: high.length, newAlerts: null };
    },
  },
];

export const makeRules = async (administrator: Client): Promise<void> => {
  for (const { address, rule } of readers) {
    const { name, ...draft } = rule;
    await administrator.makeRule(String(name), [address], draft);
  }
};

/** What one reader must be told of one incident. */
export interface Expectation extends Owed {
  readonly address: string;
  readonly incident: string;
}

/** What must be told, worked out from what was acknowledged and from nothing that the product says. */
export const expectationsOf = (ledger: readonly News[]): readonly Expectation[] => {
  const byIncident = Map.groupBy(ledger, ({ incident }) => incident);
  return readers.flatMap(({ address, of }) =>
    [...byIncident].map(([incident, news]) => ({ address, incident, ...of(news) })),
  );
};
