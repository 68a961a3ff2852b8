import type { Attempt, ClaimedDelivery, Delivery, StrandedDelivery } from "../deliveries/index.ts";
import { asId } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";
import { noon } from "./moments.ts";

export const aMail = (given: Partial<Mail> = {}): Mail => ({
  from: "Tocsin <tocsin@contoso.example>",
  to: "soc@contoso.example",
  subject: "[High] Incident 1042: Ransomware on several endpoints",
  html: "<p>Ransomware on several endpoints</p>",
  text: "Ransomware on several endpoints",
  messageId: "<d-delivery-1@contoso.example>",
  date: noon,
  headers: {},
  ...given,
});

/** A delivery that waits for its first attempt. */
export const aDelivery = (given: Partial<Delivery> = {}): Delivery => ({
  id: asId("delivery-1"),
  organizationId: asId("organization-1"),
  messageKind: "incident",
  address: "soc@contoso.example",
  state: "waiting",
  reason: null,
  bundle: "incident-1",
  severity: "high",
  foldedInto: null,
  message: null,
  dueAt: noon,
  attempts: 0,
  redrive: 0,
  createdAt: noon,
  sealedAt: null,
  settledAt: null,
  ...given,
});

/** A first claim: no mail is made yet. */
export const aClaimedDelivery = (given: Partial<ClaimedDelivery> = {}): ClaimedDelivery => ({
  delivery: aDelivery({ state: "sending" }),
  fence: 1,
  leaseUntil: noon + 60_000,
  mail: null,
  firstAttemptAt: null,
  doubt: null,
  suspect: false,
  urgent: false,
  ...given,
});

/** An attempt that is under way. */
export const anAttempt = (given: Partial<Attempt> = {}): Attempt => ({
  deliveryId: asId("delivery-1"),
  number: 1,
  redrive: 0,
  transport: "smtp",
  destination: "mail.contoso.example:587",
  startedAt: noon,
  endedAt: null,
  outcome: null,
  remade: null,
  ...given,
});

/** A delivery whose worker died before it wrote an attempt. */
export const aStrandedDelivery = (given: Partial<StrandedDelivery> = {}): StrandedDelivery => ({
  delivery: aDelivery({ state: "sending" }),
  fence: 1,
  openAttempt: null,
  firstAttemptAt: null,
  crashes: 1,
  ...given,
});
