import { z } from "zod";
import type { TransportKind } from "../deliveries/index.ts";
import { fieldFaults } from "../kernel/index.ts";
import { normaliseAddress } from "../recipients/index.ts";

/** The one address of a mailbox as it stands in a `From` header: `Name <address>`, or an address. */
const addressOfMailbox = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;

const mailboxSchema = z
  .string()
  .trim()
  .max(320)
  .regex(/^\P{Cc}*$/u, "holds a control character")
  .refine((text) => normaliseAddress(addressOfMailbox(text)).ok, {
    message: fieldFaults.mailboxIncomplete,
  });

/** Nobody but this machine is behind it: what goes there in clear is not overheard. */
const isLoopbackHost = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** An address of a service that is given secrets; in clear only where they cannot leave the machine. */
const serviceUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => text.startsWith("https:") || isLoopbackHost(new URL(text).hostname), {
    message: fieldFaults.httpsNeeded,
  })
  .transform((text) => text.replace(/\/+$/, ""));

const hostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?|[0-9a-f:.]+)$/,
    "is a host name or an address, without smtp:// and without a port",
  );

const textSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}*$/u, "holds a control character");

/** Write-only: left out, the one that is kept stays; null takes it away. */
const secretSchema = z
  .string()
  .min(1)
  .max(8_000)
  .regex(/^\P{Cc}*$/u, "holds a control character")
  .nullable()
  .optional();

/** As DESIGN and `MAIL_AFTER_DOUBT` have it. */
const afterDoubtSchema = z.enum(["resend", "hold"]).default("resend");

const captureSchema = z.strictObject({ kind: z.literal("capture"), secrets: z.strictObject({}).default({}) });

const smtpSchema = z
  .strictObject({
    kind: z.literal("smtp"),
    from: mailboxSchema,
    host: hostSchema,
    port: z.number().int().min(1).max(65_535),
    /** TLS demanded by STARTTLS, TLS from the start, or never: the last is consent to mail in clear. */
    security: z.enum(["starttls", "tls", "none"]),
    user: textSchema.nullable().default(null),
    /** Signs in by a token from there (XOAUTH2) instead of by a password. */
    oauth: z
      .strictObject({
        tokenUrl: serviceUrlSchema,
        clientId: textSchema,
        /** Absent where a person's consent (`refreshToken`) says it. */
        scope: textSchema.nullable().default(null),
      })
      .nullable()
      .default(null),
    afterDoubt: afterDoubtSchema,
    secrets: z
      .strictObject({ password: secretSchema, clientSecret: secretSchema, refreshToken: secretSchema })
      .default({}),
  })
  .superRefine(({ security, host, user, oauth }, context) => {
    if (oauth !== null && user === null)
      context.addIssue({ code: "custom", path: ["user"], message: fieldFaults.userOfToken });
    if (oauth !== null && security === "none" && !isLoopbackHost(host))
      context.addIssue({ code: "custom", path: ["security"], message: fieldFaults.tokenInClear });
  });

const resendSchema = z.strictObject({
  kind: z.literal("resend"),
  from: mailboxSchema,
  baseUrl: serviceUrlSchema.default("https://api.resend.com"),
  secrets: z.strictObject({ apiKey: secretSchema }).default({}),
});

const microsoft365Schema = z.strictObject({
  kind: z.literal("microsoftGraph"),
  from: mailboxSchema,
  tenantId: z
    .string()
    .trim()
    .max(253)
    .regex(/^[a-z0-9.-]+$/i, "is neither an id nor a domain"),
  clientId: textSchema,
  /** The mailbox that sends, by its address or id; the address of `from` if null. */
  sender: textSchema.nullable().default(null),
  graphUrl: serviceUrlSchema.default("https://graph.microsoft.com/v1.0"),
  loginUrl: serviceUrlSchema.default("https://login.microsoftonline.com"),
  afterDoubt: afterDoubtSchema,
  secrets: z.strictObject({ clientSecret: secretSchema }).default({}),
});

/** How mail is carried, as an administrator enters it. */
export const transportDraftSchema = z
  .discriminatedUnion("kind", [captureSchema, smtpSchema, resendSchema, microsoft365Schema])
  .meta({ id: "TransportDraft" });

export type TransportDraft = z.output<typeof transportDraftSchema>;
type Without<Draft, Name extends PropertyKey> = Draft extends unknown ? Omit<Draft, Name> : never;

/** The same without secrets: what is stored and shown as it is. */
export type TransportSettings = Without<TransportDraft, "secrets">;
export type SettingsOf<Kind extends TransportKind> = Extract<TransportSettings, { readonly kind: Kind }>;

export const secretNames = ["password", "clientSecret", "refreshToken", "apiKey"] as const;
export type SecretName = (typeof secretNames)[number];

/** Secrets by their names; as they are, or sealed. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** The address of the sender of every mail; null where the environment's is used. */
export const fromOf = (settings: TransportSettings): string | null => ("from" in settings ? settings.from : null);

/** Secrets without which a transport cannot work, as far as its settings tell. */
export const secretsNeeded = (settings: TransportSettings): readonly SecretName[] => {
  switch (settings.kind) {
    case "capture":
      return [];
    case "smtp":
      if (settings.oauth === null) return settings.user === null ? [] : ["password"];
      return settings.oauth.scope === null ? ["clientSecret", "refreshToken"] : ["clientSecret"];
    case "resend":
      return ["apiKey"];
    case "microsoftGraph":
      return ["clientSecret"];
  }
};

/**
 * Where the secrets of a transport are sent. One that was entered for another place is not kept: who may change a host
 * could else have it sent to a host of their own.
 */
export const destinationOf = (settings: TransportSettings): string => {
  switch (settings.kind) {
    case "capture":
      return "";
    case "smtp":
      return `${settings.host}:${settings.port} ${settings.security} ${settings.oauth?.tokenUrl ?? ""}`;
    case "resend":
      return settings.baseUrl;
    case "microsoftGraph":
      return `${settings.loginUrl} ${settings.graphUrl} ${settings.tenantId}`;
  }
};
