import { z } from "zod";
import { severitySchema } from "../../../kernel/index.ts";
import { idleHoursSchema } from "../settings.ts";

/** How GitHub's alerts become incidents. */
export const githubSecuritySettings = z.strictObject({
  gatherBy: z
    .enum(["alert", "rule", "repository"])
    .default("alert")
    .describe(
      "What makes an incident: each alert, or the alerts of one rule, package or secret type in a repository, or of one repository",
    ),
  idleHours: idleHoursSchema,
  secretSeverity: severitySchema.default("high").describe("The severity of leaked secrets, of which GitHub gives none"),
});

export type GithubSecuritySettings = z.output<typeof githubSecuritySettings>;
