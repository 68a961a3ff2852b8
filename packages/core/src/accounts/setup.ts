import { z } from "zod";
import { organizationDraftSchema, organizationResponseSchema } from "../organizations/index.ts";
import { normaliseAddress } from "../recipients/index.ts";

/** An address, in its one spelling. */
export const emailSchema = z.string().transform((text, context) => {
  const address = normaliseAddress(text);
  if (address.ok) return address.value;
  context.addIssue({ code: "custom", message: address.problem });
  return z.NEVER;
});

/** OWASP ASVS 5.0 6.2.1: at least 8 characters; longer is better than stranger. */
export const passwordLength = { min: 8, max: 256 } as const;

export const passwordSchema = z
  .string()
  .min(passwordLength.min, `use at least ${passwordLength.min} characters`)
  .max(passwordLength.max);

/** The body of the one request that sets an installation up. */
export const setupSchema = z
  .strictObject({
    /** Printed to the log at the first start, or given as `TOCSIN_SETUP_TOKEN`. */
    token: z.string().min(1).max(200),
    administrator: z.strictObject({
      name: z.string().trim().min(1).max(100),
      email: emailSchema,
      password: passwordSchema,
    }),
    organization: organizationDraftSchema,
  })
  .meta({ id: "Setup" });

export const setupResponseSchema = z
  .object({
    organization: organizationResponseSchema,
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    /** For scripts, as `Authorization: Bearer`; shown once and kept as a hash. */
    accessToken: z.string(),
  })
  .meta({ id: "SetupResponse" });
