import type { Organization } from "@tocsin/core/organizations";
import type { organizations } from "./tables.ts";

export const organizationOf = (row: typeof organizations.$inferSelect): Organization => ({
  id: row.id,
  name: row.name,
  tenantId: row.tenantId,
  portalUrl: row.portalUrl,
  allowedDomains: row.allowedDomains,
  locale: row.locale,
  timeZone: row.timeZone,
  bundling: row.bundling,
  createdAt: row.createdAt,
});
