import { err, ok, type Result } from "@tocsin/core/kernel";
import { fromOf, type Secrets, secretsNeeded, type TransportSettings } from "@tocsin/core/transports";
import type { TransportSetting } from "./setting.ts";

export interface KeptSurroundings {
  readonly captureFolder: string;
  /** `MAIL_FROM`, for a transport that was given no sender of its own. */
  readonly mailFrom: string;
}

/** What carries mail, and who it comes from. */
export interface Carried {
  readonly setting: TransportSetting;
  readonly from: string;
}

/** The setting that was made in the console, its secrets opened; the problem names what is missing and holds no secret. */
export const carriedOf = (
  settings: TransportSettings,
  secrets: Secrets,
  { captureFolder, mailFrom }: KeptSurroundings,
): Result<Carried, string> => {
  const missing = secretsNeeded(settings).filter((name) => secrets[name] === undefined);
  if (missing.length > 0) return err(`The ${missing.join(" and ")} of this transport is missing: enter it`);
  return ok({ setting: settingOf(settings, secrets, captureFolder), from: fromOf(settings) ?? mailFrom });
};

const settingOf = (settings: TransportSettings, secrets: Secrets, folder: string): TransportSetting => {
  switch (settings.kind) {
    case "capture":
      return { kind: "capture", folder };
    case "smtp":
      return smtpOf(settings, secrets);
    case "resend":
      return { kind: "resend", apiKey: secrets.apiKey ?? "", baseUrl: settings.baseUrl };
    case "microsoftGraph": {
      const { kind, tenantId, clientId, graphUrl, loginUrl, afterDoubt } = settings;
      const sender = settings.sender ?? addressIn(settings.from);
      const clientSecret = secrets.clientSecret ?? "";
      return { kind, tenantId, clientId, clientSecret, sender, graphUrl, loginUrl, afterDoubt };
    }
  }
};

const smtpOf = (
  { host, port, security, user, oauth, afterDoubt }: Extract<TransportSettings, { readonly kind: "smtp" }>,
  { password, clientSecret = "", refreshToken }: Secrets,
): TransportSetting => ({
  kind: "smtp",
  host,
  port,
  secure: security,
  afterDoubt,
  ...(user !== null && { user }),
  ...(user !== null && oauth === null && { pass: password ?? "" }),
  ...(oauth !== null && {
    oauth: {
      tokenUrl: oauth.tokenUrl,
      clientId: oauth.clientId,
      clientSecret,
      ...(oauth.scope !== null && { scope: oauth.scope }),
      ...(refreshToken !== undefined && { refreshToken }),
    },
  }),
});

const addressIn = (mailbox: string): string => /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
