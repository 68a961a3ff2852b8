import type { Instant } from "@tocsin/core/kernel";
import type { NoticeKind, NoticeOf } from "@tocsin/core/messages";

/** What one notice says: its subject, then what happened, what follows from it, and what to do. Whole sentences. */
export interface NoticeWords {
  readonly subject: string;
  readonly happened: string;
  readonly means: string;
  readonly todo: string;
}

/** How a reader's clock shows a moment. */
export type Moment = (at: Instant) => string;

/** The words of every kind of notice in one language. Names in the facts are one line and short by then. */
export type NoticeTable = {
  readonly [Kind in NoticeKind]: (facts: NoticeOf<Kind>, moment: Moment) => NoticeWords;
};
