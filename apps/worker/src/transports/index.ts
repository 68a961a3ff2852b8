import type { Transport } from "@tocsin/core/deliveries";
import { type CaptureSetting, createCapture } from "./capture.ts";
import { createResend, type ResendSetting, type SharedRoads } from "./resend.ts";
import { createSmtp } from "./smtp.ts";
import type { SmtpSetting } from "./smtp-url.ts";

export { parseMailbox } from "./mail-address.ts";
export { parseSmtpUrl } from "./smtp-url.ts";

/** What carries mail, and how to reach it. A new kind of transport is a file and a line here. */
export type TransportSetting = CaptureSetting | SmtpSetting | ResendSetting;

/** Opens nothing: connections and folders are made at the first mail. */
export const createTransport = (setting: TransportSetting, roads: SharedRoads): Transport => {
  switch (setting.kind) {
    case "capture":
      return createCapture(setting);
    case "smtp":
      return createSmtp(setting);
    case "resend":
      return createResend(setting, roads);
  }
};
