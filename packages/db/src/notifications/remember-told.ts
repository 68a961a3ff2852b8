import type { DeliveryId, IncidentId } from "@tocsin/core/kernel";
import type { Told } from "@tocsin/core/notifications";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { incidentMails } from "./tables.ts";

/** What an incident mail leaves for the recipient's next one. */
export interface IncidentMailMemory {
  readonly kind: "incident";
  readonly incidentId: IncidentId;
  readonly address: string;
  readonly told: Told;
}

/** Keeps what a mail told, in the transaction that stores the mail. Mails that tell of no incident leave nothing. */
export const openRememberTold = (db: Drizzle): ((deliveryId: DeliveryId, memory: unknown) => void) => {
  const insert = preparedInsert(db, incidentMails, ["deliveryId", "incidentId", "address", "seq", "told"]);
  return (deliveryId, memory) => {
    if (!isIncidentMemory(memory)) return;
    const { incidentId, address, told } = memory;
    insert({ deliveryId, incidentId, address, seq: told.seq, told });
  };
};

const isIncidentMemory = (memory: unknown): memory is IncidentMailMemory =>
  typeof memory === "object" && memory !== null && "kind" in memory && memory.kind === "incident";
