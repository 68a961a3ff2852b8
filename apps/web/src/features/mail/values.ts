import type { TransportKind } from "@tocsin/core/deliveries";
import { transportDraftSchema, type transportResponseSchema } from "@tocsin/core/transports";
import { z } from "zod";
import type { IssueWords } from "../../components/form/use-issue-words.ts";

export type Transport = z.output<typeof transportResponseSchema>;

/** What the form holds: every field as text, named by its path in the request, so that faults find it. */
export interface Values {
  readonly kind: TransportKind;
  readonly from: string;
  readonly host: string;
  readonly port: number | string;
  readonly security: "starttls" | "tls" | "none";
  readonly clear: boolean;
  readonly signIn: "none" | "password" | "token";
  readonly user: string;
  readonly oauth: { readonly tokenUrl: string; readonly clientId: string; readonly scope: string };
  readonly tenantId: string;
  readonly clientId: string;
  readonly sender: string;
  readonly secrets: {
    readonly password: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    readonly apiKey: string;
  };
}

const textIn = (settings: Transport["settings"], name: string): string => {
  const value = settings[name];
  return typeof value === "string" ? value : "";
};

const oauthIn = (settings: Transport["settings"]): Values["oauth"] | null => {
  const oauth = settings["oauth"];
  if (typeof oauth !== "object" || oauth === null) return null;
  const given = oauth as Record<string, unknown>;
  return {
    tokenUrl: String(given["tokenUrl"] ?? ""),
    clientId: String(given["clientId"] ?? ""),
    scope: String(given["scope"] ?? ""),
  };
};

const noSecrets = { password: "", clientSecret: "", refreshToken: "", apiKey: "" };

/** What the form begins with: what is kept of this kind, else what is usual. */
export const valuesOf = (kind: TransportKind, kept: Transport | undefined): Values => {
  const settings = kept?.settings ?? {};
  const user = textIn(settings, "user");
  const oauth = oauthIn(settings);
  const security = textIn(settings, "security");
  const usual = kept === undefined ? "password" : "none";
  return {
    kind,
    from: textIn(settings, "from"),
    host: textIn(settings, "host"),
    port: typeof settings["port"] === "number" ? settings["port"] : 587,
    security: security === "tls" || security === "none" ? security : "starttls",
    clear: security === "none",
    signIn: oauth !== null ? "token" : user === "" ? usual : "password",
    user,
    oauth: oauth ?? { tokenUrl: "", clientId: "", scope: "" },
    tenantId: textIn(settings, "tenantId"),
    clientId: textIn(settings, "clientId"),
    sender: textIn(settings, "sender"),
    secrets: noSecrets,
  };
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** Secrets that were typed; those left empty stay as they are kept. */
const typed = (secrets: Partial<Values["secrets"]>) =>
  Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret !== ""));

/** The body of the request that what was entered makes. */
export const draftOf = (values: Values): object => {
  const { kind, from, secrets, clientId, tenantId } = values;
  switch (kind) {
    case "capture":
      return { kind };
    case "resend":
      return { kind, from, secrets: typed({ apiKey: secrets.apiKey }) };
    case "microsoftGraph":
      return {
        kind,
        from,
        tenantId,
        clientId,
        sender: orNull(values.sender),
        secrets: typed({ clientSecret: secrets.clientSecret }),
      };
    case "smtp":
      return smtpDraftOf(values);
  }
};

const smtpDraftOf = ({ kind, from, host, port, security, signIn, user, oauth, secrets }: Values): object => {
  const { password, clientSecret, refreshToken } = secrets;
  const byToken = signIn === "token";
  return {
    kind,
    from,
    host,
    port: Number(port),
    security,
    user: signIn === "none" ? null : user,
    oauth: byToken ? { ...oauth, scope: orNull(oauth.scope) } : null,
    secrets: {
      ...(signIn === "password" ? typed({ password }) : { password: null }),
      ...(byToken ? typed({ clientSecret, refreshToken }) : { clientSecret: null, refreshToken: null }),
    },
  };
};

/** Judges what was entered as the api will, and asks for consent to mail in clear. */
export const valuesSchema = (clearNeeded: string, words: IssueWords): z.ZodType<unknown, Values> =>
  z.custom<Values>().superRefine((values, context) => {
    if (values.kind === "smtp" && values.security === "none" && !values.clear)
      context.addIssue({ code: "custom", path: ["clear"], message: clearNeeded });
    const judged = transportDraftSchema.safeParse(draftOf(values));
    for (const issue of judged.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [...issue.path], message: words(issue) });
    }
  });
