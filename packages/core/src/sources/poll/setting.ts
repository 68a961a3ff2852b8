import { z } from "zod";

const address = z
  .url({ protocol: /^https?$/, error: "is not an address that begins with https://" })
  .max(300)
  .transform((text) => text.replace(/\/+$/, ""));

const secret = z.string().trim().min(1).max(500);

/** What a source that is polled is told besides its secrets. */
export const pollSettingSchema = z.strictObject({
  tenantId: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9.-]{0,252}$/i, "is neither a tenant's id nor its domain")
    .describe("Directory (tenant) id of the application in Microsoft Entra ID"),
  clientId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,100}$/, "is not the id of an application")
    .describe("Application (client) id"),
  baseUrl: address.optional().describe("Address of the API; Microsoft's global cloud unless told"),
  loginUrl: address.default("https://login.microsoftonline.com").describe("Address of the sign-in service"),
  intervalSeconds: z.int().min(10).max(3_600).default(60).describe("How often it is asked what is new"),
  overlapMinutes: z
    .int()
    .min(1)
    .max(1_440)
    .default(10)
    .describe("How far back each poll looks once more, for incidents that come into the list late"),
  lookBackHours: z
    .int()
    .min(0)
    .max(720)
    .default(1)
    .describe("How much of the past the first poll takes in; rules hear of it"),
});

/** How a source is polled. The secrets are kept sealed, and are no part of it. */
export type PollSetting = z.output<typeof pollSettingSchema>;

/** What an administrator says: a secret that is left out stays as it is; `null` forgets the second one. */
export const pollDraftSchema = pollSettingSchema
  .extend({
    clientSecret: secret.optional().describe("Secret value of that application; never shown again"),
    secondClientSecret: secret
      .nullish()
      .describe("The next secret, entered before the first one ends: whichever works is used"),
  })
  .meta({ id: "PollDraft" });

export type PollDraft = z.output<typeof pollDraftSchema>;

/** Clouds of Microsoft: hosts that may be asked without being allowed one by one. */
const microsoftHosts: ReadonlySet<string> = new Set([
  "graph.microsoft.com",
  "graph.microsoft.us",
  "dod-graph.microsoft.us",
  "microsoftgraph.chinacloudapi.cn",
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.chinacloudapi.cn",
  "login.partner.microsoftonline.cn",
]);
const microsoftSuffix = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.security\.microsoft\.(?:com|us)$/;

/**
 * Why an address may not be asked; null where it may. Whoever may enter addresses could else make this machine knock
 * at doors inside its own network, so hosts that are not Microsoft's are named in the environment.
 */
export const hostFault = (address: string, allowed: readonly string[]): string | null => {
  if (!URL.canParse(address)) return "is not an address";
  const { protocol, hostname, host, username, search, hash } = new URL(address);
  if (username !== "" || search !== "" || hash !== "") return "must be an address without user, query and fragment";
  if (allowed.includes(host) || allowed.includes(hostname)) return null;
  if (protocol !== "https:") return "must begin with https://";
  if (microsoftHosts.has(host) || host === "api.security.microsoft.com" || microsoftSuffix.test(host)) return null;
  return `leads to ${hostname}, which is not Microsoft's: allow it by TOCSIN_POLL_HOSTS if it is yours`;
};
