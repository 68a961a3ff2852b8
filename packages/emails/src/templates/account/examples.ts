import type { AccountMessage, AccountNews } from "@tocsin/core/messages";

const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);

const about = (news: AccountNews): AccountMessage => ({
  kind: "account",
  news,
  organizationName: "Contoso",
  at: at("09:12:40"),
  recipient: { address: "eve@contoso.example", locale: "en", timeZone: "Europe/Amsterdam" },
  deliveryId: "d_01J9ZK3",
});

/** One of every kind of news, and one with names that somebody chose in bad faith. */
export const examples = {
  invitation: about({ kind: "invitation", by: "Ada Lovelace", expiresAt: at("09:12:40") + 7 * 86_400_000 }),
  passwordReset: about({ kind: "passwordReset", expiresAt: at("10:12:40") }),
  passwordChanged: about({ kind: "passwordChanged" }),
  secondFactorOn: about({ kind: "secondFactorOn" }),
  secondFactorOff: about({ kind: "secondFactorOff" }),
  invitationWithHostileNames: {
    ...about({
      kind: "invitation",
      by: "</p><script>alert(1)</script>\r\nBcc: x@evil.example \u202e".repeat(4),
      expiresAt: Number.NaN,
    }),
    organizationName: '" onmouseover="alert(1)',
  },
} as const satisfies Readonly<Record<string, AccountMessage>>;

/** The same message to somebody who reads another language. */
export const readIn = (message: AccountMessage, locale: string): AccountMessage => ({
  ...message,
  recipient: { ...message.recipient, locale },
});
