import type { Transport, TransportKind } from "@tocsin/core/deliveries";
import { answeredTurn } from "./answered-turn.ts";
import { deferred } from "./outcomes.ts";

/**
 * Stands in for a transport that was chosen and cannot be used, such as one whose password was sealed with another key:
 * mails wait, with the reason, and none goes another way than the one that was chosen.
 */
export const createUnusable = (kind: TransportKind, problem: string): Transport => ({
  kind,
  destination: "nowhere",
  afterDoubt: "resend",
  ready: async () => answeredTurn(deferred(problem)),
  close: async () => {},
});
