import type {
  Attempt,
  ClaimedDelivery,
  DeliveryStore,
  Outcome,
  StrandedDelivery,
  Transport,
} from "../deliveries/index.ts";
import type { Job } from "../kernel/index.ts";
import { aClaimedDelivery, anAttempt } from "./deliveries.ts";

/** One call of a port and what it was given, in the order in which the effects took place. */
export type Effect = readonly [name: string, ...given: readonly unknown[]];

export interface FakeDeliveries {
  readonly claimed?: ClaimedDelivery | null;
  readonly attempt?: Attempt;
  /** The call at which another worker turns out to hold the delivery. */
  readonly fencedAt?: "beginAttempt" | "recordOutcome" | "cancel";
  readonly stranded?: readonly StrandedDelivery[];
  /** What recording an outcome or recovering answers. */
  readonly jobs?: readonly Job[];
  readonly due?: readonly Job[];
  /** Jobs of what a clock ahead had put off. */
  readonly hastened?: readonly Job[];
}

/** A store of one delivery that notes down every effect. */
export const fakeDeliveryStore = (effects: Effect[], given: FakeDeliveries = {}): DeliveryStore => {
  const { fencedAt, jobs = [], due = [], stranded = [] } = given;
  const note = <Answer>(effect: Effect, answer: Answer): Promise<Answer> => {
    effects.push(effect);
    return Promise.resolve(answer);
  };
  const fencedOr = <Answer>(call: FakeDeliveries["fencedAt"], answer: Answer) =>
    fencedAt === call ? "fenced" : answer;
  return {
    claim: (id) => note(["claim", id], given.claimed === undefined ? aClaimedDelivery() : given.claimed),
    countPreparing: () => note(["countPreparing"], "done" as const),
    beginAttempt: (_claim, sealed, { kind, destination }) =>
      note(["beginAttempt", sealed, kind, destination], fencedOr("beginAttempt", given.attempt ?? anAttempt())),
    recordOutcome: ({ outcome, next }) => note(["recordOutcome", outcome, next], fencedOr("recordOutcome", jobs)),
    cancel: (_claim, reason) => note(["cancel", reason], fencedOr("cancel", "done" as const)),
    putBack: () => note(["putBack"], jobs),
    renew: () => note(["renew"], "done" as const),
    stranded: () => note(["stranded"], stranded),
    recover: ({ delivery }, recovery) => note(["recover", delivery.id, recovery], jobs),
    hasten: () => note(["hasten"], { count: given.hastened?.length ?? 0, jobs: given.hastened ?? [] }),
    dueJobs: (_now, limit) => note(["dueJobs", limit], due),
    oldestDueAt: () => note(["oldestDueAt"], due[0]?.dueAt ?? null),
  };
};

/** A transport that answers with `outcome`, or breaks where that is an error. */
export const fakeTransport = (
  effects: Effect[],
  outcome: Outcome | Error,
  given: Partial<Transport> = {},
): Transport => ({
  kind: "smtp",
  destination: "mail.contoso.example:587",
  afterDoubt: "resend",
  ready: (request) => {
    effects.push(["ready", request]);
    return Promise.resolve({
      batch: null,
      send: () => {
        effects.push(["send"]);
        return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
      },
      release: () => {
        effects.push(["release"]);
      },
    });
  },
  close: () => Promise.resolve(),
  ...given,
});
