import type { IncidentMessage } from "./incident-message.ts";

/**
 * A test of a rule, or of mail as such: what would be sent, about a recent or made-up incident, marked as a test throughout.
 * It travels the road of a real one, so that what is tested is what is used.
 */
export interface TestMessage {
  readonly kind: "test";
  /** Null where no rule is tested but the way of mail itself. */
  readonly ruleName: string | null;
  /** Who asked for it. */
  readonly by: string;
  /** The device groups that the mail was limited to for its reader; null or absent where it was not. */
  readonly groups?: readonly string[] | null;
  /** The mail as the rule would send it; its recipient, links and delivery id are the test's own. */
  readonly incident: IncidentMessage;
}
