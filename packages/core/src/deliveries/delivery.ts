import { z } from "zod";
import type { DeliveryId, Instant, OrganizationId, Severity } from "../kernel/index.ts";
import type { Message } from "../messages/index.ts";
import type { Outcome } from "./outcome.ts";
import type { TransportKind } from "./transport.ts";

/**
 * - `waiting`: to be sent when due; absorbs more news of its bundle until it is sealed.
 * - `sending`: claimed by a worker, until its lease ends.
 * - `sent`: accepted by the mail server, on the word of a transport's outcome and nothing else.
 * - `captured`: written to the mail folder; no mail server was asked.
 * - `failed`: given up, with the reason.
 * - `inDoubt`: the server may or may not have it, and the transport is set to wait for a person.
 * - `held`: kept back, to be told in a digest, or until a person releases it, as `heldFor` says.
 * - `cancelled`: its right to be sent was lost before it was.
 */
export const deliveryStates = [
  "waiting",
  "sending",
  "sent",
  "captured",
  "failed",
  "inDoubt",
  "held",
  "cancelled",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const deliveryStateSchema = z.enum(deliveryStates).meta({ id: "DeliveryState" });

/** What ends the holding of a delivery: a digest that tells of it, or a person who redrives it. */
export type HeldFor = "digest" | "person";

/** One message on its way to one recipient. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly organizationId: OrganizationId;
  readonly messageKind: Message["kind"];
  readonly address: string;
  readonly state: DeliveryState;
  /** Why it is in that state, in words; null while nothing is worth saying. */
  readonly reason: string | null;
  /** What it is bundled with until sealed: news of the same thing for the same address. */
  readonly bundle: string;
  readonly severity: Severity;
  /** The digest that tells of it; null for one that goes out by itself. */
  readonly foldedInto: DeliveryId | null;
  /** What is told, where that does not follow from causes; null for an incident's. */
  readonly message: Message | null;
  readonly dueAt: Instant;
  /** Attempts made in the present series. */
  readonly attempts: number;
  readonly redrive: number;
  readonly createdAt: Instant;
  /** When the first claim froze its content; null while it absorbs. */
  readonly sealedAt: Instant | null;
  readonly settledAt: Instant | null;
}

/** A delivery that one worker holds. `fence` grows with every claim; an outcome under an older one is void. */
export interface Claim {
  readonly delivery: Delivery;
  readonly fence: number;
  readonly leaseUntil: Instant;
}

/** One try at a delivery: written before the first network byte, completed when the transport has answered. */
export interface Attempt {
  readonly deliveryId: DeliveryId;
  /** 1 for the first of all, counting on through redrives. */
  readonly number: number;
  readonly redrive: number;
  readonly transport: TransportKind;
  readonly destination: string;
  readonly startedAt: Instant;
  /** Null while it runs, or where its worker died. */
  readonly endedAt: Instant | null;
  readonly outcome: Outcome | null;
  /** Why its mail is another one than that of the attempts before; null where it is the same. */
  readonly remade: string | null;
}

/** How long a claim holds without being renewed. */
export const leaseMs = 60_000;

/**
 * How often workers die of a delivery until it is set aside as poison: once with others in hand, and then as often as it
 * takes to rule out chance while its mail alone was being made.
 */
export const crashesMax = 5;
