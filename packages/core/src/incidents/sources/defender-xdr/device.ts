import type { ForeignRecord } from "../../read.ts";
import { renamed } from "./rename.ts";

/** A device of an alert, as Graph's evidence. */
export const deviceOf = (device: ForeignRecord): ForeignRecord => ({
  ...renamed(device, {
    deviceDnsName: ["deviceDnsName", "computerDnsName"],
    hostName: "hostName",
    deviceName: "deviceName",
    mdeDeviceId: ["mdatpDeviceId", "mdeDeviceId", "machineId", "deviceId", "DeviceId"],
    azureAdDeviceId: ["aadDeviceId", "azureAdDeviceId"],
    osPlatform: "osPlatform",
    osBuild: "osBuild",
    ntDomain: "ntDomain",
    dnsDomain: "dnsDomain",
    rbacGroupName: "rbacGroupName",
    healthStatus: "healthStatus",
    riskScore: "riskScore",
    tags: ["tags", "deviceTags", "machineTags"],
    lastIpAddress: "lastIpAddress",
    lastExternalIpAddress: "lastExternalIpAddress",
    ipInterfaces: "ipInterfaces",
    loggedOnUsers: "loggedOnUsers",
    verdict: "verdict",
  }),
  "@odata.type": "deviceEvidence",
});
