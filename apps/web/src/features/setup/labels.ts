import type { Sentences } from "../../languages/en.ts";
import type { Field } from "./fields.ts";

/** What a field is called, on the form and in the list of its faults. */
export const labelOf = (field: Field, setup: Sentences["setup"]): string =>
  ({
    token: setup.token,
    "administrator.name": setup.name,
    "administrator.email": setup.email,
    "administrator.password": setup.password,
    "organization.name": setup.organizationName,
    "organization.tenantId": setup.tenantId,
    "organization.portalUrl": setup.portalUrl,
    "organization.locale": setup.locale,
    "organization.timeZone": setup.timeZone,
  })[field];
