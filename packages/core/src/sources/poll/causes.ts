import type { PollKind } from "../../incidents/index.ts";
import { type ClosedWords, filled } from "../../kernel/index.ts";

/** Why a poll does not work, in the order in which things are found. */
export const pollCauses = [
  "wrongTenant",
  "wrongApplication",
  "wrongSecret",
  "expiredSecret",
  "lostSecret",
  "missingPermission",
  "forbiddenHost",
  "refused",
  "throttled",
  "unreachable",
  "failing",
] as const;

export type PollCause = (typeof pollCauses)[number];

/** What keeps a poll from its work: the cause, what the other side said, and what a person can do about it. */
export interface PollFault {
  readonly cause: PollCause;
  readonly words: string;
}

/** Numbers of Microsoft's sign-in service (AADSTS…) that have a plain cause. */
const signInNumbers: ReadonlyMap<string, PollCause> = new Map([
  ["90002", "wrongTenant"],
  ["900023", "wrongTenant"],
  ["90013", "wrongTenant"],
  ["50059", "wrongTenant"],
  ["700016", "wrongApplication"],
  ["90019", "wrongTenant"],
  ["7000215", "wrongSecret"],
  ["7000216", "wrongSecret"],
  ["7000222", "expiredSecret"],
  ["7000112", "wrongApplication"],
  ["65001", "missingPermission"],
  ["500011", "missingPermission"],
]);

const signInCodes: Readonly<Record<string, PollCause>> = {
  invalid_client: "wrongSecret",
  unauthorized_client: "wrongApplication",
  invalid_tenant: "wrongTenant",
};

/** The plain cause of a token that was not given. `code` is the error of RFC 6749 or of the system. */
export const causeOfRefusedToken = ({ words, code }: { readonly words: string; readonly code: string | null }) => {
  const number = /AADSTS(\d+)/.exec(words)?.[1] ?? "";
  const said = signInNumbers.get(number) ?? (code === null ? undefined : signInCodes[code]);
  if (said !== undefined) return said;
  if (words.startsWith("The sign-in service did not answer")) return "unreachable";
  return /^\d+$/.test(code ?? "") && code !== "429" ? "failing" : code === "429" ? "throttled" : "refused";
};

/** What to do about it, for the person who connects the source. */
export const pollAdvice = {
  wrongTenant:
    "There is no such tenant. Copy the Directory (tenant) ID from the application's overview page in Microsoft Entra.",
  wrongApplication:
    "The tenant does not know this application. Copy the Application (client) ID, and see that it is registered in this tenant.",
  wrongSecret: "The secret is wrong. Enter the secret's Value, which Entra shows only once, and not its Secret ID.",
  expiredSecret:
    "The secret has ended. Make a new one under Certificates & secrets, and enter it here before you remove the old one.",
  lostSecret: "The stored secret cannot be opened with this installation's secret key. Enter the client secret anew.",
  missingPermission:
    "The application lacks the application permission {permission}. Add it under API permissions, and grant admin consent.",
  forbiddenHost: "Correct the address, or let TOCSIN_POLL_HOSTS name its host in the environment of api and worker.",
  refused: "The API refused the question. See that base address and kind of source belong together.",
  throttled: "Too many requests of this application. It goes on by itself as soon as Microsoft allows.",
  unreachable: "No answer. See that this machine may reach the address over HTTPS, and its proxy and DNS.",
  failing: "The API answers with an error of its own. It is asked again; nothing is lost meanwhile.",
} as const satisfies ClosedWords<PollCause>;

export const adviceOn = (cause: PollCause, { permission }: Pick<PollKind, "permission">): string =>
  filled(pollAdvice[cause], { permission });
