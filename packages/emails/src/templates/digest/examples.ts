import type { DigestIncident, DigestMessage } from "@tocsin/core/messages";
import { opened } from "../incident/examples.ts";

const incident = (number: number, given: Partial<DigestIncident> = {}): DigestIncident => ({
  number,
  title: "Sign-in from an unfamiliar location",
  severity: "medium",
  headline: "opened",
  link: `https://tocsin.contoso.example/incidents/01935c7e-0000-7000-8000-${String(number).padStart(12, "0")}`,
  ...given,
});

const digest: DigestMessage = {
  kind: "digest",
  organizationName: opened.organizationName,
  incidents: [
    incident(1044, { severity: "high", title: "Ransomware activity on several endpoints", headline: "updated" }),
    incident(1043),
    incident(1045, { title: "Mailbox rule that forwards outside" }),
    incident(1046, { severity: "low", headline: "resolved" }),
  ],
  since: Date.parse("2026-11-22T02:14:10Z"),
  console: "https://tocsin.contoso.example/incidents",
  rules: opened.why.rules,
  recipient: opened.recipient,
  deliveryId: "d_01J9ZKD",
};

/** As many as one digest ever holds, with names as long and as hostile as they come. */
const hostileTitle = "</li></ul><script>alert(1)</script>\r\nBcc: x@evil.example \u202e 日本語 😀 = ".repeat(40);

/** A usual one, one without links and names, and the largest that there can be. */
export const examples = {
  digest,
  digestWithoutLinks: {
    ...digest,
    organizationName: null,
    console: null,
    incidents: digest.incidents.map((one) => ({ ...one, link: null })),
  },
  largestDigest: {
    ...digest,
    incidents: Array.from({ length: 150 }, (_, n) => incident(100_000 + n, { title: `${hostileTitle} ${n}` })),
  },
} as const satisfies Readonly<Record<string, DigestMessage>>;

/** The same message to somebody who reads another language. */
export const readIn = (message: DigestMessage, locale: string): DigestMessage => ({
  ...message,
  recipient: { ...message.recipient, locale },
});
