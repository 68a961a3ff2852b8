import { z } from "zod";
import { fieldFaults, type Instant, minuteMs, type OrganizationId } from "../kernel/index.ts";
import { normaliseDomain } from "../recipients/index.ts";

/** For longer no mail waits for more to tell. */
export const bundlingMaxMs = 60 * minuteMs;

/** How long a mail may wait for more to tell, in ms; 0 turns bundling off. */
export const bundlingSchema = z
  .strictObject({
    /** Opened with, or escalated to, high or critical. */
    urgentMs: z.number().int().min(0).max(bundlingMaxMs),
    otherMs: z.number().int().min(0).max(bundlingMaxMs),
  })
  .meta({ id: "Bundling" });

export type Bundling = z.infer<typeof bundlingSchema>;

export const defaultBundling: Bundling = { urgentMs: 0, otherMs: minuteMs };

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const timeZoneSchema = z.string().max(100).refine(isTimeZone, fieldFaults.timeZone);

export const localeSchema = z.enum(["en", "nl"]);

/** `*`, a domain, or `*.` and a domain, spelled as addresses are. */
const allowedDomainSchema = z
  .string()
  .trim()
  .max(300)
  .overwrite((text) => {
    const below = text.startsWith("*.") ? "*." : "";
    return text === "*" ? text : `${below}${normaliseDomain(text.slice(below.length)) ?? text}`;
  })
  .refine((text) => text === "*" || normaliseDomain(text.replace(/^\*\./, "")) !== null, fieldFaults.domain);

export const organizationDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** The organization's id at its vendor, such as a Microsoft Entra tenant id. */
    tenantId: z.string().trim().max(100).default(""),
    portalUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(500)]).default(""),
    /** Domains to which mail may go; `*` is any, `*.example.org` any below it. */
    allowedDomains: z.array(allowedDomainSchema).min(1).max(200).default(["*"]),
    locale: localeSchema.default("en"),
    timeZone: timeZoneSchema.default("UTC"),
    bundling: bundlingSchema.default(defaultBundling),
  })
  .meta({ id: "OrganizationDraft" });

export type OrganizationDraft = z.infer<typeof organizationDraftSchema>;

/** A tenant of this installation. */
export interface Organization extends OrganizationDraft {
  readonly id: OrganizationId;
  readonly createdAt: Instant;
}
