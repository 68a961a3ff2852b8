import { minuteMs, secondMs } from "@tocsin/core/kernel";
import { type Check, fault, ok, skipped, warning } from "./check.ts";
import { timeInWords } from "./in-words.ts";

/** What a row may lie ahead: programs of one machine do not read the clock at the same instant. */
const aheadMs = 5 * secondMs;
const skewMs = 2 * minuteMs;

/** The clock of this machine against the newest row and against the mail server's clock; null where there is none. */
export const checkClock = (now: number, newestAt: number | null, serverTime: number | null): readonly Check[] => [
  newestAt !== null && newestAt - now > aheadMs
    ? fault(
        "clock",
        `It stands ${timeInWords(newestAt - now)} before the newest row: it was set back, or the database comes from elsewhere`,
        "Set it by NTP. What is due later by the wrong clock waits until then.",
      )
    : ok("clock", newestAt === null ? "there is no row to compare it with" : "is not behind the newest row"),
  serverTime === null ? skipped("clock of mail server", "it does not tell the time") : compare(now - serverTime),
];

const compare = (difference: number): Check =>
  Math.abs(difference) > skewMs
    ? warning(
        "clock of mail server",
        `This machine is ${timeInWords(Math.abs(difference))} ${difference > 0 ? "ahead of" : "behind"} it`,
        "Set this machine's clock by NTP: mails with a wrong date look like spam.",
      )
    : ok("clock of mail server", "agrees with this machine's");
