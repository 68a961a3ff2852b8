import { z } from "zod";
import { signInMethods } from "./session.ts";
import { emailSchema, passwordSchema } from "./setup.ts";

const userSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** How one can sign in here: what a sign-in page offers. */
export const signInWaysSchema = z
  .object({
    password: z.boolean(),
    /** Null where none is set up; else what its button says, and where it leads. */
    singleSignOn: z.object({ title: z.string(), url: z.string() }).nullable(),
    /** False: nobody can sign in over this connection, because it is neither https nor loopback; `secureUrl` may know better. */
    secure: z.boolean(),
  })
  .meta({ id: "SignInWays" });

export const signInSchema = z
  .strictObject({ email: z.string().max(400), password: z.string().max(1_000) })
  .meta({ id: "SignIn" });

/** The session itself is in a cookie that no script can read. */
export const signedInSchema = z
  .object({
    next: z.literal("done"),
    user: userSchema,
    /** How many recovery codes are left; null without a second factor. */
    recoveryCodesLeft: z.number().int().nullable(),
  })
  .meta({ id: "SignedIn" });

export const signInResponseSchema = z
  .discriminatedUnion("next", [
    signedInSchema,
    /** The password was right; `challenge` goes back with a code within five minutes. */
    z.object({ next: z.literal("secondStep"), challenge: z.string(), expiresAt: z.iso.datetime() }),
  ])
  .meta({ id: "SignInResponse" });

/** A code of the authenticator, or one of the recovery codes, spaces and hyphens as one likes. */
const codeSchema = z.string().trim().min(6).max(64);

export const secondStepSchema = z
  .strictObject({ challenge: z.string().min(1).max(200), code: codeSchema })
  .meta({ id: "SecondStep" });

export const sessionResponseSchema = z
  .object({
    id: z.string(),
    /** The one of this request. */
    current: z.boolean(),
    method: z.enum(signInMethods),
    secondFactor: z.boolean(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    /** When it ends however busy it is. */
    expiresAt: z.iso.datetime(),
    /** When it ends if it is not used. */
    idleAt: z.iso.datetime(),
  })
  .meta({ id: "Session" });

export const passwordChangeSchema = z
  .strictObject({ currentPassword: z.string().max(1_000), password: passwordSchema })
  .meta({ id: "PasswordChange" });

/** What is worth more than a session asks for the password again; who has none, having come by single sign-on, sends none. */
export const confirmedSchema = z
  .strictObject({ currentPassword: z.string().max(1_000).optional() })
  .meta({ id: "Confirmed" });

export const secondFactorResponseSchema = z
  .object({ state: z.enum(["off", "pending", "on"]), recoveryCodesLeft: z.number().int() })
  .meta({ id: "SecondFactor" });

export const secondFactorKeySchema = z
  .object({
    /** To type in, in base32. */
    key: z.string(),
    /** To show as a QR code: `otpauth://totp/…`. */
    uri: z.string(),
  })
  .meta({ id: "SecondFactorKey" });

export const secondFactorCodeSchema = z.strictObject({ code: codeSchema }).meta({ id: "SecondFactorCode" });

export const recoveryCodesSchema = z
  .object({
    /** Shown this once; each works once. */
    recoveryCodes: z.array(z.string()),
  })
  .meta({ id: "RecoveryCodes" });

export const passwordResetRequestSchema = z.strictObject({ email: emailSchema }).meta({ id: "PasswordResetRequest" });

const tokenSchema = z.string().min(1).max(200);

export const passwordResetSchema = z
  .strictObject({ token: tokenSchema, password: passwordSchema })
  .meta({ id: "PasswordReset" });

export const linkTokenSchema = z.strictObject({ token: tokenSchema }).meta({ id: "LinkToken" });

/** Whom a link is for, to be shown above the form. */
export const linkResponseSchema = z
  .object({ email: z.string(), name: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: "Link" });

export const invitationAcceptSchema = z
  .strictObject({ token: tokenSchema, name: z.string().trim().min(1).max(100).optional(), password: passwordSchema })
  .meta({ id: "InvitationAccept" });
