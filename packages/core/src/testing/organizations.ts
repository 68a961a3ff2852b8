import type { DeviceGroup } from "../device-groups/index.ts";
import { asId } from "../kernel/index.ts";
import { defaultBundling, type Organization } from "../organizations/index.ts";
import type { Recipient } from "../recipients/index.ts";
import type { SignsOfLife, Source } from "../sources/index.ts";
import { noon } from "./moments.ts";

export const anOrganization = (given: Partial<Organization> = {}): Organization => ({
  id: asId("organization-1"),
  name: "Contoso",
  tenantId: "",
  portalUrl: "",
  allowedDomains: ["*"],
  locale: "en",
  timeZone: "UTC",
  bundling: defaultBundling,
  createdAt: noon,
  ...given,
});

export const aSource = (given: Partial<Source> = {}): Source => ({
  id: asId("source-1"),
  organizationId: asId("organization-1"),
  name: "Own scripts",
  kind: "generic",
  settings: {},
  createdAt: noon,
  lastReceivedAt: null,
  demo: false,
  signed: false,
  keyInPath: false,
  signs: noSigns,
  ...given,
});

/** Of a source that never sent anything. */
export const noSigns: SignsOfLife = {
  lastReceivedAt: null,
  silentAfterMinutes: null,
  longestPauseMs: 0,
  pauses: 0,
  silentSince: null,
  failures: 0,
  failingSince: null,
};

/** A group of the devices whose name starts with `srv`. */
export const aDeviceGroup = (given: Partial<DeviceGroup> = {}): DeviceGroup => ({
  id: asId("servers"),
  organizationId: asId("organization-1"),
  rank: 1,
  name: "Servers",
  description: "",
  conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }],
  ...given,
});

export const aRecipient = (given: Partial<Recipient> = {}): Recipient => ({
  organizationId: asId("organization-1"),
  address: "soc@contoso.example",
  locale: "en",
  timeZone: "UTC",
  required: false,
  ...given,
});
