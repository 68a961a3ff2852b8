import type { DeliveryId, IncidentId } from "@tocsin/core/kernel";
import type { Told } from "@tocsin/core/notifications";
import type { DigestMembersMemory } from "../deliveries/digest-members.ts";
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

/** What a digest leaves: what it told of each incident, as if each had been a mail of its own. */
export interface DigestMemory {
  readonly kind: "digest";
  readonly told: readonly (Omit<IncidentMailMemory, "kind"> & { readonly deliveryId: DeliveryId })[];
  readonly members: DigestMembersMemory;
}

/** Keeps what a mail told, in the transaction that stores the mail. Mails that tell of no incident leave nothing. */
export const openRememberTold = (db: Drizzle): ((deliveryId: DeliveryId, memory: unknown) => void) => {
  const insert = preparedInsert(db, incidentMails, ["deliveryId", "incidentId", "address", "seq", "told"], {
    // One that failed with its digest and goes out by itself.
    onConflict: "(delivery_id) do update set seq = excluded.seq, told = excluded.told",
  });
  return (deliveryId, memory) => {
    const tellings = isIncidentMemory(memory) ? [{ ...memory, deliveryId }] : isDigestMemory(memory) ? memory.told : [];
    for (const { deliveryId: id, incidentId, address, told } of tellings) {
      insert({ deliveryId: id, incidentId, address, seq: told.seq, told });
    }
  };
};

export const isDigestMemory = (memory: unknown): memory is DigestMemory =>
  typeof memory === "object" && memory !== null && "kind" in memory && memory.kind === "digest";

const isIncidentMemory = (memory: unknown): memory is IncidentMailMemory =>
  typeof memory === "object" && memory !== null && "kind" in memory && memory.kind === "incident";
