import {
  type AccountMessage,
  type AccountNews,
  type AccountNewsKind,
  pageOfAccountNews,
  type Sender,
  secretPlaceholder,
} from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { AccountTable, AccountWords, Language } from "../../languages/index.ts";
import { type SafeUrl, safeUrl } from "../../safe-url.ts";
import { timesOf } from "../../times.ts";

const nameMax = 120;
const subjectMax = 120;

/** Everything that the mail says, in words and in order; HTML and text both lay out this one value. */
export interface AccountContent {
  readonly language: Language;
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly sentences: readonly string[];
  /** Its token is a placeholder until the mail goes out. */
  readonly link: { readonly url: SafeUrl; readonly label: string } | null;
  readonly why: string;
  readonly delivery: string;
}

/** Puts news of an account into the words of its owner's language and time zone. */
export const contentOf = (message: AccountMessage, sender: Sender, language: Language): AccountContent => {
  const times = timesOf(message.recipient.timeZone, language);
  const news = shortened(message.news);
  const words = wordsOf(language.account, news, fit(message.organizationName, nameMax) || "Tocsin", times.full);
  const page = pageOfAccountNews[message.news.kind];
  const url = page === null ? null : safeUrl(`${sender.publicUrl}/${page}/${secretPlaceholder(message.deliveryId)}`);
  return {
    language,
    subject: fit(`[${language.notice.mark}] ${words.subject}`, subjectMax),
    preheader: fit(words.sentences[0] ?? "", subjectMax),
    title: words.subject,
    sentences: words.sentences,
    link: url === null || words.button === null ? null : { url, label: words.button },
    why: language.account.why(fit(message.recipient.address, 320)),
    delivery: language.deliveryAndZone(message.deliveryId, times.zone),
  };
};

const wordsOf = (
  table: AccountTable,
  news: AccountNews,
  organization: string,
  time: (at: number) => string,
): AccountWords =>
  (
    table[news.kind as AccountNewsKind] as (
      news: AccountNews,
      organization: string,
      time: (at: number) => string,
    ) => AccountWords
  )(news, organization, time);

const shortened = (news: AccountNews): AccountNews =>
  news.kind === "invitation" ? { ...news, by: fit(news.by, nameMax) || "Tocsin" } : news;
