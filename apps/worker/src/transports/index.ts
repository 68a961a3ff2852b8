import type { Transport } from "@tocsin/core/deliveries";
import { createCapture } from "./capture.ts";
import { createMicrosoft365 } from "./microsoft365.ts";
import { createResend, type SharedRoads } from "./resend.ts";
import type { TransportSetting } from "./setting.ts";
import { createSmtp } from "./smtp.ts";

export { parseMailbox } from "./mail-address.ts";
export { type TransportSetting, transportSettingOf, transportVariables } from "./setting.ts";

/** Opens nothing: connections and folders are made at the first mail. */
export const createTransport = (setting: TransportSetting, roads: SharedRoads): Transport => {
  switch (setting.kind) {
    case "capture":
      return createCapture(setting);
    case "smtp":
      return createSmtp(setting, roads.now);
    case "resend":
      return createResend(setting, roads);
    case "microsoftGraph":
      return createMicrosoft365(setting, roads);
  }
};
