import type { CarrierFacts, WorkerFacts } from "@tocsin/core/system";
import type { Carrying } from "./carrier.ts";
import type { Carried } from "./kept.ts";
import { smtpDestination } from "./smtp-url.ts";

/** What carries mail just now, for the sign of life. Holds no secret. */
export const factsOfCarrying = ({ transport, from, problem }: Carrying): Pick<WorkerFacts, "carrier" | "problem"> => ({
  carrier: { kind: transport.kind, destination: transport.destination, from },
  problem,
});

/** What the environment says carries mail. */
export const factsOfSetting = ({ setting, from }: Carried): CarrierFacts => {
  switch (setting.kind) {
    case "capture":
      return { kind: setting.kind, destination: setting.folder, from };
    case "smtp":
      return { kind: setting.kind, destination: smtpDestination(setting), from };
    case "resend":
      return { kind: setting.kind, destination: new URL(setting.baseUrl).host, from };
    case "microsoftGraph":
      return { kind: setting.kind, destination: `${new URL(setting.graphUrl).host} as ${setting.sender}`, from };
  }
};
