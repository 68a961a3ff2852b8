import type { AccountNews, AccountNewsKind } from "@tocsin/core/messages";

/** What a mail about an account says. Whole sentences; names in them are one line and short. */
export interface AccountWords {
  readonly subject: string;
  /** In the order in which they are read. */
  readonly sentences: readonly string[];
  /** What the button does; null in a mail without a link. */
  readonly button: string | null;
}

type NewsOf<Kind extends AccountNewsKind> = Extract<AccountNews, { kind: Kind }>;

/** The words of every kind of news in one language. `time` puts a moment into the reader's zone. */
export type AccountTable = {
  readonly [Kind in AccountNewsKind]: (
    news: NewsOf<Kind>,
    organization: string,
    time: (at: number) => string,
  ) => AccountWords;
} & {
  readonly headline: string;
  readonly why: (address: string) => string;
  /** The label of the address of the button, for those who follow no links. */
  readonly address: string;
};
