import { durationIn } from "./duration.ts";
import type { NoticeTable } from "./notice-words.ts";

const duration = durationIn({ minute: ["minute", "minutes"], hour: ["hour", "hours"], day: ["day", "days"] });

const recoveredFrom = {
  silent: {
    happened: "sends again. It had been silent",
    means: "What it found in between comes only if it sends it late.",
    todo: "Nothing.",
  },
  failing: {
    happened: "sends what can be read again. It had been failing",
    means: "What could not be read is still kept.",
    todo: "Try again what could not be read, on the page of the source.",
  },
  poll: {
    happened: "can be polled again. Its polls had failed",
    means: "What was found in between has come in.",
    todo: "Nothing.",
  },
} as const;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What administrators are told in English about Tocsin itself. */
export const enNotices: NoticeTable = {
  ruleNeedsAttention: ({ ruleName, group }) => ({
    subject: `Rule “${ruleName}” has stopped`,
    happened: `Device group “${group}” was deleted. It was the only device group of rule “${ruleName}”.`,
    means:
      "The rule is stopped, so that it tells nobody of more than it was written for. It sends no mail until it is mended.",
    todo: "Choose other device groups for the rule, or delete it if it is no longer needed.",
  }),
  recipientStopped: ({ ruleName, owner, address, others }) => ({
    subject: `${address} stopped the mails of rule “${ruleName}”`,
    happened: `${address} used the link in a mail: rule “${ruleName}”${owner === "" ? "" : ` of ${owner}`} mails this address no more.`,
    means:
      others === 0
        ? "The rule mails nobody now: what only it would have told reaches nobody."
        : `The rule still mails ${others === 1 ? "1 other address" : `${others} other addresses`}.`,
    todo: "If it should go on, let the address hear again on the page of the rule, or mark it there as required.",
  }),
  silenceEnding: ({ comment, owner, endsAt, held }, moment) => ({
    subject: `Silence “${comment}” ends soon`,
    happened: `Silence “${comment}”${owner === "" ? "" : ` of ${owner}`} ends at ${moment(endsAt)}. Until now it has held something of ${held === 1 ? "1 incident" : `${held} incidents`}.`,
    means:
      "From then on everything that it holds now is told again. What it held is not told later; it is listed beside the silence.",
    todo: "If the work is not done by then, give the silence a later end. If it is done already, end it now.",
  }),
  allClear: ({ since, incidents, mails, waiting }, moment) => ({
    subject: `All clear: ${counted(incidents, "incident")}, ${counted(mails, "mail")}`,
    happened: `Tocsin is alive. Since ${moment(since)} ${incidents === 1 ? "1 incident was" : `${incidents} incidents were`} new or changed, ${mails === 1 ? "1 mail was" : `${mails} mails were`} sent, and ${waiting === 1 ? "1 waits" : `${waiting} wait`}.`,
    means:
      "Incidents are taken in, mail goes out in time, and every mail that was decided is accounted for. This mail is sent only while all of that holds.",
    todo: "Nothing. If it does not come one day, look at the page of the system’s health.",
  }),
  mailFailing: ({ since, failures, destination, said }, moment) => ({
    subject: "Mail does not go out",
    happened: `Since ${moment(since)} none of ${failures} attempts to send mail has succeeded. The last one was made at ${destination}, and came to this: ${said}`,
    means:
      "Mails wait and are tried again, each for 24 hours, and none is lost until then. Until it works again nobody is told of incidents. This mail came by another road.",
    todo: "Mend the mail server, the way to it or its settings. Nothing needs to be sent again by hand. You are told when mail goes out again.",
  }),
  mailRecovered: ({ since, recoveredAt, late, waiting, givenUp }, moment) => ({
    subject: "Mail goes out again",
    happened: `Mail goes out again since ${moment(recoveredAt)}. It had not since ${moment(since)}.`,
    means: `${late === 1 ? "1 mail was late" : `${late} mails were late`}, ${givenUp === 0 ? "none was lost." : givenUp === 1 ? "and 1 was given up." : `and ${givenUp} were given up.`}${waiting === 0 ? "" : waiting === 1 ? " 1 more waits for its next attempt, within the hour." : ` ${waiting} more wait for their next attempt, within the hour.`}`,
    todo: givenUp === 0 ? "Nothing." : "Look at the deliveries that failed, and send once more what is still worth it.",
  }),
  sourceSilent: ({ sourceName, lastAt, expectedEveryMs }, moment) => ({
    subject: `Source “${sourceName}” has gone silent`,
    happened: `Source “${sourceName}” last sent something at ${moment(lastAt)}. It is expected to send at least every ${duration(expectedEveryMs)}.`,
    means: "Incidents that it finds may not reach you, and nobody is told of them.",
    todo: "Check that the sending product runs, that it still has this source’s address and key, and that it can reach this installation. If it is quiet by nature, change how long it may be silent.",
  }),
  sourceFailing: ({ sourceName, since, problems, latest }, moment) => ({
    subject: `Source “${sourceName}” sends what cannot be read`,
    happened: `Since ${moment(since)} source “${sourceName}” has sent ${problems === 1 ? "a payload" : `${problems} payloads`} that could not be read. The latest problem: ${latest}`,
    means: "What it sent is kept, but made no incident, and nobody was told of it.",
    todo: "Look at the problems of the source. After a fix, or with a field mapping, everything kept can be tried again at once.",
  }),
  sourcePollFailing: ({ sourceName, since, latest }, moment) => ({
    subject: `Source “${sourceName}” cannot be polled`,
    happened: `Since ${moment(since)} every poll of source “${sourceName}” has failed. The latest error: ${latest}`,
    means:
      "Incidents there do not reach you, and nobody is told of them. Once it works again they are asked for, from where it stopped.",
    todo: "The page of the source says what to do about the error, and tests the connection. A secret that has ended is the most usual cause.",
  }),
  sourceRecovered: ({ sourceName, since, from }, moment) => ({
    subject: `Source “${sourceName}” is well again`,
    happened: `Source “${sourceName}” ${recoveredFrom[from].happened} since ${moment(since)}.`,
    means: `Its incidents reach you again. ${recoveredFrom[from].means}`,
    todo: recoveredFrom[from].todo,
  }),
};
