import type { Notice, NoticeMessage } from "@tocsin/core/messages";

const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);
const wazuh = { sourceId: "s_01J9ZK3", sourceName: "Wazuh Amsterdam" };

const about = (notice: Notice): NoticeMessage => ({
  kind: "notice",
  notice,
  organizationName: "Contoso",
  at: at("02:12:40"),
  thread: "source.s_01J9ZK3",
  recipient: { address: "ada@contoso.example", locale: "en", timeZone: "Europe/Amsterdam" },
  deliveryId: "d_01J9ZK3",
});

/** One of every kind of notice, and one with names that somebody chose in bad faith. */
export const examples = {
  ruleNeedsAttention: about({
    kind: "ruleNeedsAttention",
    ruleId: "rule_servers",
    ruleName: "High incidents on servers",
    group: "Servers – Amsterdam",
  }),
  recipientStopped: about({
    kind: "recipientStopped",
    ruleId: "rule_servers",
    ruleName: "High incidents on servers",
    owner: "Sanne de Vries",
    address: "soc@contoso.example",
    others: 2,
  }),
  lastRecipientStopped: about({
    kind: "recipientStopped",
    ruleId: "rule_servers",
    ruleName: "High incidents on servers",
    owner: "",
    address: "soc@contoso.example",
    others: 0,
  }),
  silenceEnding: about({
    kind: "silenceEnding",
    silenceId: "silence_1",
    comment: "Patch night of the file servers",
    owner: "Sanne de Vries",
    endsAt: at("03:00:00"),
    held: 12,
  }),
  allClear: about({ kind: "allClear", since: at("00:00:00"), incidents: 12, mails: 31, waiting: 0 }),
  quietDay: about({ kind: "allClear", since: at("00:00:00"), incidents: 1, mails: 1, waiting: 1 }),
  mailFailing: about({
    kind: "mailFailing",
    since: at("01:58:00"),
    failures: 37,
    destination: "mail.contoso.example:587",
    said: "535 5.7.8 Error: authentication failed",
  }),
  mailRecovered: about({
    kind: "mailRecovered",
    since: at("01:58:00"),
    recoveredAt: at("02:10:40"),
    late: 14,
    waiting: 0,
    givenUp: 0,
  }),
  mailRecoveredWithLoss: about({
    kind: "mailRecovered",
    since: at("01:58:00"),
    recoveredAt: at("02:10:40"),
    late: 1,
    waiting: 3,
    givenUp: 1,
  }),
  sourceSilent: about({ kind: "sourceSilent", ...wazuh, lastAt: at("00:12:40"), expectedEveryMs: 7_200_000 }),
  sourceFailing: about({
    kind: "sourceFailing",
    ...wazuh,
    since: at("01:58:00"),
    problems: 12,
    latest: "rule.description: missing",
  }),
  sourcePollFailing: about({
    kind: "sourcePollFailing",
    ...wazuh,
    since: at("00:12:40"),
    latest: "The client secret has ended (AADSTS7000222)",
  }),
  sourceRecovered: about({ kind: "sourceRecovered", ...wazuh, since: at("00:12:40"), from: "silent" }),
  sourceReadableAgain: about({ kind: "sourceRecovered", ...wazuh, since: at("00:12:40"), from: "failing" }),
  sourcePolledAgain: about({ kind: "sourceRecovered", ...wazuh, since: at("00:12:40"), from: "poll" }),
  noticeWithHostileNames: {
    ...about({
      kind: "sourceFailing",
      sourceId: "../../evil?x=<y>",
      sourceName: "</h1><script>alert(1)</script>\r\nBcc: x@evil.example \u202e".repeat(4),
      since: Number.NaN,
      problems: 1,
      latest: '" onmouseover="alert(1)',
    }),
    thread: "a b\r\nBcc: x@evil.example",
  },
} as const satisfies Readonly<Record<string, NoticeMessage>>;

/** The same message to somebody who reads another language. */
export const readIn = (message: NoticeMessage, locale: string): NoticeMessage => ({
  ...message,
  recipient: { ...message.recipient, locale },
});
