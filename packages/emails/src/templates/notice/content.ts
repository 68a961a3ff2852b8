import {
  type Notice,
  type NoticeKind,
  type NoticeMessage,
  type NoticeOf,
  placeOfNotice,
  type Sender,
} from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language, Moment, NoticeTable, NoticeWords } from "../../languages/index.ts";
import { type SafeUrl, safeUrl } from "../../safe-url.ts";
import { timesOf } from "../../times.ts";

const nameMax = 120;
const subjectMax = 120;

/** Everything that the mail says, in words and in order; HTML and text both lay out this one value. */
export interface NoticeContent {
  readonly language: Language;
  readonly subject: string;
  readonly preheader: string;
  readonly organization: string;
  readonly title: string;
  /** Heading and sentence, in the order in which they are read. */
  readonly parts: readonly { readonly heading: string; readonly sentence: string }[];
  readonly open: SafeUrl | null;
  readonly why: string;
  readonly delivery: string;
}

/** Puts a notice into the words of its reader's language and time zone. */
export const contentOf = (message: NoticeMessage, sender: Sender, language: Language): NoticeContent => {
  const times = timesOf(message.recipient.timeZone, language);
  const words = wordsOf(language.notices, shortened(message.notice), times.full);
  const organization = fit(message.organizationName, nameMax);
  const { notice: say } = language;
  return {
    language,
    subject: fit(`[${say.mark}] ${organization === "" ? "" : `${organization} – `}${words.subject}`, subjectMax),
    preheader: fit(words.happened, subjectMax),
    organization,
    title: words.subject,
    parts: [
      { heading: say.happened, sentence: words.happened },
      { heading: say.means, sentence: words.means },
      { heading: say.todo, sentence: words.todo },
    ],
    open: safeUrl(`${sender.publicUrl}${placeOfNotice(message.notice)}`),
    why: say.why(organization, fit(message.recipient.address, 320)),
    delivery: language.deliveryAndZone(message.deliveryId, times.zone),
  };
};

const wordsOf = <Kind extends NoticeKind>(table: NoticeTable, facts: NoticeOf<Kind>, moment: Moment): NoticeWords =>
  (table[facts.kind] as (facts: NoticeOf<Kind>, moment: Moment) => NoticeWords)(facts, moment);

/** The same facts, their names as they may stand in a mail. */
const shortened = (notice: Notice): Notice =>
  Object.fromEntries(
    Object.entries(notice).map(([name, value]) => [name, typeof value === "string" ? fit(value, nameMax) : value]),
  ) as unknown as Notice;
