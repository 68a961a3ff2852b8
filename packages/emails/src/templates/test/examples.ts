import type { TestMessage } from "@tocsin/core/messages";
import { readIn as incidentReadIn, examples as incidents } from "../incident/examples.ts";

const ofRule: Omit<TestMessage, "incident"> = { kind: "test", ruleName: "High incidents", by: "Ada Lovelace" };

/** Tests of a rule: of a new incident, of one that goes on, and under names that somebody chose in bad faith. */
export const examples = {
  testOfOpened: { ...ofRule, incident: incidents.opened },
  testOfEscalated: { ...ofRule, incident: incidents.escalated },
  testOfMail: { kind: "test", ruleName: null, by: "", incident: incidents.opened },
  testWithHostileNames: {
    ...ofRule,
    ruleName: "</h1><script>alert(1)</script>\r\nBcc: x@evil.example \u202e".repeat(4),
    by: '" onmouseover="alert(1)',
    incident: incidents.hostileTitle,
  },
} as const satisfies Readonly<Record<string, TestMessage>>;

/** The same message to somebody who reads another language. */
export const readIn = (message: TestMessage, locale: string): TestMessage => ({
  ...message,
  incident: incidentReadIn(message.incident, locale),
});
