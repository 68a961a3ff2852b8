import type { Instant } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { domainOfMailbox } from "@tocsin/core/recipients";

export interface TestMailFacts {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly destination: string;
  readonly publicUrl: string;
  readonly now: Instant;
}

/** The mail of a transport's test. It tells of no incident, so that nobody takes it for one. */
export const testMail = ({ id, from, to, by, destination, publicUrl, now }: TestMailFacts): Mail => {
  const lines = [
    "Tocsin can send mail through this server.",
    `${by} asked for this test. It went by way of ${destination}. No incident has happened.`,
    `The settings: ${publicUrl}/mail`,
  ];
  return {
    from,
    to,
    subject: "Test: Tocsin can send mail",
    text: `${lines.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif">${lines.map((line) => `<p>${escaped(line)}</p>`).join("")}</body></html>\n`,
    messageId: `<test-${id}@${domainOfMailbox(from)}>`,
    date: now,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
